package io.waggle.handshake.noise;

import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** The writing half of a {@link SecureWire}. */
final class RecordWriter {

  /** What fits into one record. */
  static final int LONGEST = SecureWire.LONGEST - CipherState.TAG;

  private static final int OVERHEAD = SecureWire.PREFIX + CipherState.TAG;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Wire wire;
  private final CipherState cipher;
  private boolean busy;
  private boolean finished;

  RecordWriter(Wire wire, CipherState cipher) {
    this.wire = wire;
    this.cipher = cipher;
  }

  CompletableFuture<Void> write(ByteBuffer data) {
    if (!begin()) {
      return refused();
    }
    CompletableFuture<Void> result = new CompletableFuture<>();
    int longest = Math.min(data.remaining(), LONGEST) + OVERHEAD;
    next(data, ByteBuffer.allocate(longest), result);
    return result;
  }

  private synchronized boolean begin() {
    boolean free = !busy && !finished;
    busy |= free;
    return free;
  }

  private synchronized void end() {
    busy = false;
  }

  private synchronized <T> CompletableFuture<T> refused() {
    return CompletableFuture.failedFuture(
        new IllegalStateException(
            finished ? "our half has been finished" : "a write is under way"));
  }

  /** A record at a time; a loop as long as the wire takes them at once. */
  private void next(ByteBuffer data, ByteBuffer out, CompletableFuture<Void> result) {
    while (data.hasRemaining()) {
      CompletableFuture<Void> written = record(data, out);
      if (!written.isDone() || written.isCompletedExceptionally()) {
        written.whenComplete((done, error) -> written(data, out, error, result));
        return;
      }
    }
    end();
    result.complete(null);
  }

  private void written(
      ByteBuffer data, ByteBuffer out, Throwable error, CompletableFuture<Void> result) {
    if (error == null) {
      next(data, out, result);
    } else {
      end();
      result.completeExceptionally(error);
    }
  }

  private CompletableFuture<Void> record(ByteBuffer data, ByteBuffer out) {
    int length = Math.min(data.remaining(), LONGEST);
    int end = data.limit();
    data.limit(data.position() + length);
    seal(data, out);
    data.limit(end);
    return wire.write(out).toCompletableFuture();
  }

  private void seal(ByteBuffer plaintext, ByteBuffer out) {
    out.clear().putShort((short) (plaintext.remaining() + CipherState.TAG));
    cipher.encrypt(plaintext, out);
    out.flip();
    if (cipher.number() % SecureWire.RECORDS_A_KEY == 0) {
      cipher.rekey();
    }
  }

  /** Writes the record that ends our half, then ends that of the wire. */
  CompletableFuture<Void> finish() {
    synchronized (this) {
      if (finished) {
        return CompletableFuture.completedFuture(null);
      }
      if (busy) {
        return refused();
      }
      finished = true;
    }
    ByteBuffer out = ByteBuffer.allocate(OVERHEAD);
    seal(NOTHING.duplicate(), out);
    return wire.write(out).thenCompose(done -> wire.finish()).toCompletableFuture();
  }

  /** Ends our half in order if no write is under way; done when the wire has taken it. */
  CompletableFuture<Void> sayGoodbye() {
    synchronized (this) {
      if (busy || finished) {
        return CompletableFuture.completedFuture(null);
      }
      finished = true;
    }
    ByteBuffer out = ByteBuffer.allocate(OVERHEAD);
    seal(NOTHING.duplicate(), out);
    return wire.write(out).toCompletableFuture();
  }
}
