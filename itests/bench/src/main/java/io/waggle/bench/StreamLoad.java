package io.waggle.bench;

import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;

/** One stream as fast as it goes: a thread writes, another one reads. */
final class StreamLoad {

  private static final WaggleClock CLOCK = WaggleClock.system();
  private static final int CHUNK = 256 << 10;

  private final Wire from;
  private final Wire to;
  private volatile boolean over;

  StreamLoad(Wire from, Wire to) {
    this.from = from;
    this.to = to;
  }

  /** MB a second. */
  double run(long seconds) throws InterruptedException {
    Thread writer = new Thread(this::write, "writer");
    writer.start();
    long start = CLOCK.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    long bytes = 0;
    while (CLOCK.nanoTime() < end) {
      bytes += to.read(buffer.clear()).toCompletableFuture().join();
    }
    double rate = bytes / 1e6 / ((CLOCK.nanoTime() - start) / 1e9);
    over = true;
    to.close();
    writer.join();
    return rate;
  }

  private void write() {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    try {
      while (!over) {
        from.write(buffer.clear()).toCompletableFuture().join();
      }
    } catch (CompletionException e) {
      over = true; // the reader has had enough
    }
  }
}
