package io.waggle.handshake.noise;

import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** The writing half of a {@link SecureWire}. */
final class RecordWriter {

  /** What fits into one record. */
  static final int LONGEST = SecureWire.LONGEST - CipherState.TAG;

  /** Records that go to the wire together, which saves calls of the system. */
  private static final int MOST_AT_ONCE = 4;

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
    next(data, ByteBuffer.allocate(room(data.remaining())), result);
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

  /** Bytes for the records of so much plaintext, a few of the longest at most. */
  private static int room(int plaintext) {
    int records = Math.min(MOST_AT_ONCE, (plaintext + LONGEST - 1) / LONGEST);
    return Math.min(plaintext, records * LONGEST) + records * OVERHEAD;
  }

  /** A few records at a time; a loop as long as the wire takes them at once. */
  private void next(ByteBuffer data, ByteBuffer out, CompletableFuture<Void> result) {
    while (data.hasRemaining()) {
      CompletableFuture<Void> written = records(data, out);
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

  private CompletableFuture<Void> records(ByteBuffer data, ByteBuffer out) {
    int end = data.limit();
    out.clear();
    while (data.hasRemaining() && out.remaining() > OVERHEAD) {
      int length = Math.min(Math.min(end - data.position(), LONGEST), out.remaining() - OVERHEAD);
      data.limit(data.position() + length);
      seal(data, out);
      data.limit(end);
    }
    return wire.write(out.flip()).toCompletableFuture();
  }

  private void seal(ByteBuffer plaintext, ByteBuffer out) {
    out.putShort((short) (plaintext.remaining() + CipherState.TAG));
    cipher.encrypt(plaintext, out);
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
    return wire.write(out.flip()).thenCompose(done -> wire.finish()).toCompletableFuture();
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
    return wire.write(out.flip()).toCompletableFuture();
  }
}
