package io.waggle.hypercore;

import io.waggle.api.crypto.StreamCipher;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** What leaves: the application's frames, and a keep-alive between two of them when it is time. */
final class FeedOutput {

  private static final int CHUNK = 64 << 10;

  private final Wire wire;
  private final WaggleClock clock;
  private final StreamCipher cipher;
  private final FrameBounds bounds = new FrameBounds();
  private CompletableFuture<Void> keepAlive = CompletableFuture.completedFuture(null);
  private boolean writing;
  private boolean finished;
  private long last;

  FeedOutput(Wire wire, WaggleClock clock, StreamCipher cipher) {
    this.wire = wire;
    this.clock = clock;
    this.cipher = cipher;
    this.last = clock.nanoTime();
  }

  CompletableFuture<Void> write(ByteBuffer data) {
    CompletableFuture<Void> before;
    synchronized (this) {
      if (writing || finished) {
        return CompletableFuture.failedFuture(
            new IllegalStateException(
                writing ? "a write is under way" : "our half has been finished"));
      }
      writing = true;
      before = keepAlive;
    }
    CompletableFuture<Void> result = new CompletableFuture<>();
    before.whenComplete((done, error) -> next(data, result));
    return result;
  }

  /** A piece at a time; a loop as long as the wire takes them at once. */
  private void next(ByteBuffer data, CompletableFuture<Void> result) {
    try {
      while (data.hasRemaining()) {
        CompletableFuture<Void> written = piece(data);
        if (!written.isDone() || written.isCompletedExceptionally()) {
          written.whenComplete((done, error) -> written(data, error, result));
          return;
        }
      }
      end();
      result.complete(null);
    } catch (MalformedException e) {
      end();
      result.completeExceptionally(e);
    }
  }

  private void written(ByteBuffer data, Throwable error, CompletableFuture<Void> result) {
    if (error == null) {
      next(data, result);
    } else {
      end();
      result.completeExceptionally(error);
    }
  }

  private CompletableFuture<Void> piece(ByteBuffer data) throws MalformedException {
    byte[] bytes = new byte[Math.min(data.remaining(), CHUNK)];
    data.get(bytes);
    int kept = bounds.pass(bytes, 0, bytes.length);
    cipher.process(bytes, 0, kept);
    synchronized (this) {
      last = clock.nanoTime();
    }
    return wire.write(ByteBuffer.wrap(bytes, 0, kept)).toCompletableFuture();
  }

  private synchronized void end() {
    writing = false;
  }

  /** Sends a frame of length 0 if nothing has been sent for this time, in nanoseconds. */
  void keepAlive(long silence) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    synchronized (this) {
      boolean due = clock.nanoTime() - last >= silence;
      if (!due || writing || finished || !bounds.between() || !keepAlive.isDone()) {
        return;
      }
      last = clock.nanoTime();
      keepAlive = sent;
    }
    byte[] frame = new byte[1];
    cipher.process(frame, 0, 1);
    wire.write(ByteBuffer.wrap(frame)).whenComplete((done, error) -> sent.complete(null));
  }

  CompletableFuture<Void> finish() {
    CompletableFuture<Void> before;
    synchronized (this) {
      if (writing) {
        return CompletableFuture.failedFuture(new IllegalStateException("a write is under way"));
      }
      finished = true;
      before = keepAlive;
    }
    return before.thenCompose(done -> wire.finish());
  }
}
