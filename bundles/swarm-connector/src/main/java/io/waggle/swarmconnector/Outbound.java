package io.waggle.swarmconnector;

import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The writing half of a connection: keeps the rates, counts, one write at a time. */
final class Outbound {

  private final Wire wire;
  private final Throttle throttle;
  private final Delay delay;
  private final Executor relay;
  private final StackGuard guard;
  private final Consumer<Throwable> failed;
  private volatile long bytes;
  private boolean writing;
  private boolean finished;

  Outbound(
      Wire wire,
      Throttle throttle,
      Delay delay,
      Executor relay,
      StackGuard guard,
      Consumer<Throwable> failed) {
    this.wire = wire;
    this.throttle = throttle;
    this.delay = delay;
    this.relay = relay;
    this.guard = guard;
    this.failed = failed;
  }

  long bytes() {
    return bytes;
  }

  synchronized boolean finished() {
    return finished;
  }

  CompletionStage<Void> write(ByteBuffer data) {
    synchronized (this) {
      if (writing || finished) {
        return CompletableFuture.failedFuture(
            new IllegalStateException(
                writing ? "a write is under way" : "our half has been finished"));
      }
      writing = true;
    }
    CompletableFuture<Void> result = new CompletableFuture<>();
    next(data, data.limit(), 0, result);
    return guard.guard(result);
  }

  /**
   * Writes the next piece as soon as the rates let it; without limits all is one piece. The piece
   * is counted before the wait, so that several connections that wait for one rate take turns.
   */
  private void next(ByteBuffer data, int end, int depth, CompletableFuture<Void> result) {
    if (data.position() == end) {
      done(null, result);
      return;
    }
    int n = Math.min(end - data.position(), throttle.chunk());
    Duration wait = throttle.delay();
    throttle.moved(n);
    if (!wait.isZero()) {
      delay.after(wait, () -> piece(data, n, end, 0, result));
    } else if (depth == StackGuard.IN_A_ROW) {
      relay.execute(() -> piece(data, n, end, 0, result));
    } else {
      piece(data, n, end, depth, result);
    }
  }

  private void piece(ByteBuffer data, int n, int end, int depth, CompletableFuture<Void> result) {
    data.limit(data.position() + n);
    wire.write(data)
        .whenComplete(
            (ok, error) -> {
              data.limit(end);
              if (error == null) {
                count(n);
                next(data, end, depth + 1, result);
              } else {
                done(error, result);
              }
            });
  }

  private synchronized void count(int n) {
    bytes += n;
  }

  private void done(Throwable error, CompletableFuture<Void> result) {
    synchronized (this) {
      writing = false;
    }
    if (error == null) {
      result.complete(null);
    } else {
      failed.accept(error);
      result.completeExceptionally(Inbound.asIo(error));
    }
  }

  CompletionStage<Void> finish() {
    synchronized (this) {
      if (finished) {
        return CompletableFuture.completedFuture(null);
      }
      if (writing) {
        return CompletableFuture.failedFuture(new IllegalStateException("a write is under way"));
      }
      finished = true;
    }
    return wire.finish();
  }
}
