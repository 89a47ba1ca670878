package io.waggle.handshake.noise;

import io.waggle.api.swarm.spi.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The reading half of a {@link SecureWire}. Its buffer is small while little comes, so that an idle
 * connection costs little, and holds several records while much comes.
 */
final class RecordReader {

  static final int SMALL = 1024;

  private static final String CLOSED = "the wire is closed";
  static final int LARGE = 4 * (SecureWire.PREFIX + SecureWire.LONGEST);

  private final Wire wire;
  private final CipherState cipher;
  private final AtomicBoolean reading = new AtomicBoolean();
  private ByteBuffer in = ByteBuffer.allocate(SMALL).flip();
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private volatile CompletableFuture<Integer> pending = CompletableFuture.completedFuture(0);
  private volatile boolean closed;
  private boolean busy;
  private boolean ended;
  private IOException broken;

  RecordReader(Wire wire, CipherState cipher) {
    this.wire = wire;
    this.cipher = cipher;
  }

  CompletableFuture<Integer> read(ByteBuffer into) {
    if (!into.hasRemaining()) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("the buffer has no room left"));
    }
    if (!reading.compareAndSet(false, true)) {
      return CompletableFuture.failedFuture(new IllegalStateException("a read is under way"));
    }
    CompletableFuture<Integer> result = new CompletableFuture<>();
    pending = result;
    if (closed) {
      fail(new IOException(CLOSED), result);
    } else {
      advance(into, result);
    }
    return result;
  }

  /** Fails what is being read, and what would be. */
  void close() {
    closed = true;
    pending.completeExceptionally(new IOException(CLOSED));
  }

  /** A loop as long as the wire has something at once. */
  private void advance(ByteBuffer into, CompletableFuture<Integer> result) {
    try {
      while (true) {
        int n = deliver(into);
        if (n != 0) {
          reading.set(false);
          result.complete(n);
          return;
        }
        CompletableFuture<Integer> more = fill();
        if (!more.isDone() || more.isCompletedExceptionally()) {
          more.whenComplete((count, error) -> filled(count, error, into, result));
          return;
        }
        took(more.join());
      }
    } catch (IOException e) {
      fail(e, result);
    }
  }

  private void filled(
      Integer count, Throwable error, ByteBuffer into, CompletableFuture<Integer> result) {
    if (error != null) {
      fail(error, result);
      return;
    }
    try {
      took(count);
    } catch (IOException e) {
      fail(e, result);
      return;
    }
    advance(into, result);
  }

  private void fail(Throwable error, CompletableFuture<Integer> result) {
    reading.set(false);
    result.completeExceptionally(error);
  }

  /** Bytes for the application: -1 at the end, 0 if the wire has to give more first. */
  private int deliver(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining() && !ended) {
      if (broken != null) {
        throw broken;
      }
      int before = into.position();
      if (!open(into)) {
        return 0;
      }
      if (into.position() > before) {
        return into.position() - before;
      }
    }
    return plain.hasRemaining() ? move(plain, into) : -1;
  }

  private static int move(ByteBuffer from, ByteBuffer into) {
    int n = Math.min(from.remaining(), into.remaining());
    into.put(into.position(), from, from.position(), n).position(into.position() + n);
    from.position(from.position() + n);
    return n;
  }

  /**
   * Opens the next record, straight into the application's buffer if it fits; false if it lacks.
   */
  private boolean open(ByteBuffer into) throws IOException {
    if (in.remaining() < SecureWire.PREFIX) {
      return false;
    }
    int length = in.getShort(in.position()) & 0xffff;
    if (length < CipherState.TAG) {
      throw broken("a record of " + length + " bytes; " + CipherState.TAG + " at least");
    }
    if (in.remaining() < SecureWire.PREFIX + length) {
      return false;
    }
    int start = in.position() + SecureWire.PREFIX;
    ByteBuffer sealed = in.slice(start, length);
    in.position(start + length);
    decrypt(sealed, length - CipherState.TAG, into);
    return true;
  }

  private void decrypt(ByteBuffer sealed, int length, ByteBuffer into) throws IOException {
    boolean fits = into.remaining() >= length;
    ByteBuffer target = fits ? into : ByteBuffer.allocate(length);
    if (!cipher.decrypt(sealed, target)) {
      throw broken(
          "record "
              + cipher.number()
              + " of the peer was changed, repeated or left out on its way");
    }
    ended = length == 0;
    if (!fits) {
      plain = target.flip();
    }
    if (cipher.number() % SecureWire.RECORDS_A_KEY == 0) {
      cipher.rekey();
    }
  }

  /** From now on nothing is read any more. */
  private IOException broken(String message) {
    broken = new IOException(message);
    return broken;
  }

  private CompletableFuture<Integer> fill() {
    makeRoom(missing());
    ByteBuffer free = in.duplicate().position(in.limit()).limit(in.capacity());
    return wire.read(free).toCompletableFuture();
  }

  private void makeRoom(int missing) {
    if (!in.hasRemaining() && in.capacity() > SMALL && !busy) {
      in = ByteBuffer.allocate(SMALL).flip();
    } else if (!in.hasRemaining()) {
      in.clear().flip();
    } else if (in.remaining() + missing > in.capacity()) {
      in = ByteBuffer.allocate(LARGE).put(in).flip();
    } else if (in.limit() + missing > in.capacity()) {
      in.compact().flip();
    }
  }

  /** How many bytes the record that has begun still lacks, 1 at least. */
  private int missing() {
    if (in.remaining() < SecureWire.PREFIX) {
      return SecureWire.PREFIX - in.remaining();
    }
    int length = in.getShort(in.position()) & 0xffff;
    return SecureWire.PREFIX + length - in.remaining();
  }

  private void took(int count) throws IOException {
    if (count < 0) {
      throw broken(
          in.hasRemaining()
              ? "the peer's half was cut off within a record"
              : "the peer's half was cut off: it ended without the record that says so");
    }
    busy = count >= SMALL;
    in.limit(in.limit() + count);
  }
}
