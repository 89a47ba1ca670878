package io.waggle.bench;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.transportutp.driver.Environment;
import io.waggle.transportutp.driver.UtpTransport;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a thousand connections keep that have worked and now wait, both ends in this process: each
 * has carried 256 KiB each way, and has a read of a few bytes under way.
 */
final class UtpIdle {

  private static final int CONNECTIONS = 1000;
  private static final int CARRIED = 256 << 10;
  private static final int WAITING_READ = 32;

  private final PrintStream out;
  private final BlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();
  private final List<Object> kept = new ArrayList<>();

  UtpIdle(PrintStream out) {
    this.out = out;
  }

  void run() {
    UtpTransport here = UtpTransport.alone(Environment.usual(new Metrics()));
    UtpTransport there = UtpTransport.alone(Environment.usual(new Metrics()));
    try (here;
        there) {
      Transport.Listener port =
          there
              .listen(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  wire -> accepted.add(wire))
              .join();
      open(here, port); // what the first one loads and makes is not its own
      long before = memory();
      for (int i = 0; i < CONNECTIONS; i++) {
        open(here, port);
      }
      long grown = memory() - before;
      out.printf(
          "%d idle connections, both ends: %.1f MB of heap and direct memory, %d bytes an end%n",
          CONNECTIONS, grown / 1e6, grown / CONNECTIONS / 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kept.clear();
  }

  private void open(UtpTransport here, Transport.Listener port) throws InterruptedException {
    Wire mine = here.connect(port.local()).join();
    CompletableFuture<Void> sent = send(mine);
    Wire theirs = accepted.take();
    receive(theirs);
    sent.join();
    CompletableFuture<Void> back = send(theirs);
    receive(mine);
    back.join();
    kept.add(mine);
    kept.add(theirs);
    kept.add(mine.read(ByteBuffer.allocate(WAITING_READ)));
    kept.add(theirs.read(ByteBuffer.allocate(WAITING_READ)));
  }

  private static CompletableFuture<Void> send(Wire wire) {
    return wire.write(ByteBuffer.allocate(CARRIED)).toCompletableFuture();
  }

  private static void receive(Wire wire) {
    ByteBuffer all = ByteBuffer.allocate(CARRIED);
    while (all.hasRemaining()) {
      wire.read(all).toCompletableFuture().join();
    }
  }

  private static long memory() {
    System.gc();
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() + direct;
  }
}
