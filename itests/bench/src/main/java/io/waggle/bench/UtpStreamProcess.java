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
import java.util.concurrent.CompletionException;

/**
 * Our uTP alone, one stream as fast as it goes. Arguments: {@code to PORT}, or {@code listen} with
 * the milliseconds to warm up and those to measure; it says the same as {@code utp-stream.js}.
 */
public final class UtpStreamProcess {

  private static final WaggleClock CLOCK = WaggleClock.system();
  private static final PrintStream OUT = System.out;
  private static final int CHUNK = 256 << 10;

  private UtpStreamProcess() {}

  /** Runs until stdin ends. */
  public static void main(String[] args) throws IOException {
    UtpTransport utp = UtpTransport.alone(Environment.usual(new Metrics()));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    if (args[0].equals("to")) {
      PeerAddress there = new PeerAddress(loopback, Integer.parseInt(args[1]));
      start(() -> write(utp.connect(there).join()));
    } else {
      long warm = Long.parseLong(args[1]);
      long measured = Long.parseLong(args[2]);
      int port =
          utp.listen(
                  new InetSocketAddress(loopback, 0),
                  wire -> start(() -> read(wire, warm, measured)))
              .join()
              .local()
              .port();
      OUT.printf("{\"event\":\"listening\",\"port\":%d}%n", port);
    }
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  private static void start(Runnable loop) {
    new Thread(loop, "stream").start();
  }

  private static void write(Wire to) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try {
      while (true) {
        to.write(chunk.clear()).toCompletableFuture().join();
      }
    } catch (CompletionException e) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void read(Wire from, long warmMillis, long millis) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    readUntil(from, chunk, CLOCK.nanoTime() + warmMillis * 1_000_000);
    OUT.println("{\"event\":\"begun\"}");
    long begun = CLOCK.nanoTime();
    long bytes = readUntil(from, chunk, begun + millis * 1_000_000);
    long micros = (CLOCK.nanoTime() - begun) / 1000;
    OUT.printf("{\"event\":\"measured\",\"bytes\":%d,\"micros\":%d}%n", bytes, micros);
    readUntil(from, chunk, Long.MAX_VALUE);
  }

  private static long readUntil(Wire from, ByteBuffer chunk, long end) {
    long bytes = 0;
    while (CLOCK.nanoTime() < end) {
      int n = from.read(chunk.clear()).toCompletableFuture().join();
      if (n < 0) {
        return bytes;
      }
      bytes += n;
    }
    return bytes;
  }
}
