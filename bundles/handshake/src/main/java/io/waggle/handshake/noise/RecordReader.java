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

  /**
   * Bytes for the application, of as many records as are there and fit: -1 at the end, 0 if the
   * wire has to give more first.
   */
  private int deliver(ByteBuffer into) throws IOException {
    int start = into.position();
    move(plain, into);
    while (into.hasRemaining() && open(into, into.position() == start)) {
      move(plain, into);
    }
    if (into.position() > start) {
      return into.position() - start;
    }
    if (broken != null) {
      throw broken;
    }
    return ended ? -1 : 0;
  }

  private static void move(ByteBuffer from, ByteBuffer into) {
    int n = Math.min(from.remaining(), into.remaining());
    into.put(into.position(), from, from.position(), n).position(into.position() + n);
    from.position(from.position() + n);
  }

  /**
   * Opens the next record, straight into the application's buffer if it fits.
   *
   * @param first whether it is opened even if it does not fit
   * @return whether one was opened
   */
  private boolean open(ByteBuffer into, boolean first) {
    if (ended || broken != null || in.remaining() < SecureWire.PREFIX) {
      return false;
    }
    int length = in.getShort(in.position()) & 0xffff;
    if (length < CipherState.TAG) {
      broken("a record of " + length + " bytes; " + CipherState.TAG + " at least");
      return false;
    }
    int plaintext = length - CipherState.TAG;
    boolean fits = into.remaining() >= plaintext;
    if (in.remaining() < SecureWire.PREFIX + length || !(fits || first)) {
      return false;
    }
    int start = in.position() + SecureWire.PREFIX;
    ByteBuffer sealed = in.slice(start, length);
    in.position(start + length);
    return fits ? decrypt(sealed, plaintext, into) : decryptAside(sealed, plaintext);
  }

  /** For a record that the application's buffer has no room for. */
  private boolean decryptAside(ByteBuffer sealed, int length) {
    ByteBuffer target = ByteBuffer.allocate(length);
    boolean good = decrypt(sealed, length, target);
    plain = target.flip();
    return good;
  }

  private boolean decrypt(ByteBuffer sealed, int length, ByteBuffer target) {
    if (!cipher.decrypt(sealed, target)) {
      broken(
          "record "
              + cipher.number()
              + " of the peer was changed, repeated or left out on its way");
      return false;
    }
    ended = length == 0;
    if (cipher.number() % SecureWire.RECORDS_A_KEY == 0) {
      cipher.rekey();
    }
    return true;
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
