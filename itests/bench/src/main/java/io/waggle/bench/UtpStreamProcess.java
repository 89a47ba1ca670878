package io.waggle.bench;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import io.waggle.transportutp.driver.Environment;
import io.waggle.transportutp.driver.UtpTransport;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Our uTP alone, one stream as fast as it goes. Arguments: {@code to PORT}, or {@code listen} with
 * the milliseconds to warm up and those to measure; it says the same as {@code utp-stream.js}, and
 * like there the next read and the next write are asked for where the last one was answered.
 */
public final class UtpStreamProcess {

  private static final WaggleClock CLOCK = WaggleClock.system();
  private static final PrintStream OUT = System.out;
  private static final int CHUNK = 256 << 10;
  private static final long MILLI = 1_000_000;

  private final Wire from;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private long begin;
  private long measured;
  private boolean begun;
  private long bytes;

  private UtpStreamProcess(Wire from, long warm, long measured) {
    this.from = from;
    this.begin = CLOCK.nanoTime() + warm;
    this.measured = measured;
  }

  /** Runs until stdin ends. */
  public static void main(String[] args) throws IOException {
    UtpTransport utp = UtpTransport.alone(Environment.usual(new Metrics()));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    if (args[0].equals("to")) {
      PeerAddress there = new PeerAddress(loopback, Integer.parseInt(args[1]));
      utp.connect(there).thenAccept(wire -> write(wire, ByteBuffer.allocate(CHUNK)));
    } else {
      long warm = Long.parseLong(args[1]) * MILLI;
      long measured = Long.parseLong(args[2]) * MILLI;
      InetSocketAddress any = new InetSocketAddress(loopback, 0);
      int port =
          utp.listen(any, wire -> new UtpStreamProcess(wire, warm, measured).read())
              .join()
              .local()
              .port();
      OUT.printf("{\"event\":\"listening\",\"port\":%d}%n", port);
    }
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  private static void write(Wire to, ByteBuffer chunk) {
    to.write(chunk.clear())
        .whenComplete(
            (done, error) -> {
              if (error == null) {
                write(to, chunk);
              }
            });
  }

  private void read() {
    from.read(chunk.clear())
        .whenComplete(
            (n, error) -> {
              if (error == null && n > 0) {
                count(n);
                read();
              }
            });
  }

  private void count(int n) {
    bytes += n;
    long now = CLOCK.nanoTime();
    if (!begun && now >= begin) {
      begun = true;
      begin = now;
      bytes = 0;
      OUT.println("{\"event\":\"begun\"}");
    } else if (begun && now >= begin + measured) {
      OUT.printf(
          "{\"event\":\"measured\",\"bytes\":%d,\"micros\":%d}%n", bytes, (now - begin) / 1000);
      measured = Long.MAX_VALUE / 2;
    }
  }
}
