package io.waggle.bench;

import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * One stream as fast as it goes: the next write and the next read are asked for where the last one
 * was answered, so that no thread has to be woken for them.
 */
final class StreamLoad {

  private static final WaggleClock CLOCK = WaggleClock.system();
  private static final int CHUNK = 256 << 10;

  private final Wire from;
  private final Wire to;
  private final ByteBuffer written = ByteBuffer.allocate(CHUNK);
  private final ByteBuffer read = ByteBuffer.allocate(CHUNK);
  private final CompletableFuture<Double> rate = new CompletableFuture<>();
  private volatile boolean over;
  private long begin;
  private long end;
  private long bytes;

  StreamLoad(Wire from, Wire to) {
    this.from = from;
    this.to = to;
  }

  /** MB a second. */
  double run(long seconds) {
    begin = CLOCK.nanoTime();
    end = begin + seconds * 1_000_000_000L;
    read();
    write();
    double measured = rate.join();
    over = true;
    return measured;
  }

  /** A loop as long as there is something at once. */
  private void read() {
    while (!rate.isDone()) {
      CompletableFuture<Integer> next = to.read(read.clear()).toCompletableFuture();
      if (!next.isDone() || next.isCompletedExceptionally()) {
        next.whenComplete((n, error) -> readOn(n, error));
        return;
      }
      count(next.join());
    }
  }

  private void readOn(Integer n, Throwable error) {
    if (error != null) {
      rate.completeExceptionally(error);
    } else {
      count(n);
      read();
    }
  }

  private void count(int n) {
    bytes += n;
    long now = CLOCK.nanoTime();
    if (now >= end) {
      rate.complete(bytes / 1e6 / ((now - begin) / 1e9));
    }
  }

  private void write() {
    while (!over) {
      CompletableFuture<Void> next = from.write(written.clear()).toCompletableFuture();
      if (!next.isDone() || next.isCompletedExceptionally()) {
        next.thenRun(this::write); // a failure is the reader's end
        return;
      }
    }
  }
}
