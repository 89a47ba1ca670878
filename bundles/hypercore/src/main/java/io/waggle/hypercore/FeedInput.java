package io.waggle.hypercore;

import io.waggle.api.crypto.StreamCipher;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What comes: whole frames during the handshake, then the stream of them without keep-alives. */
final class FeedInput {

  /** The longest frame of a handshake; what npm sends has 62 bytes. */
  static final int LONGEST_HANDSHAKE = 4096;

  private final Wire wire;
  private final WaggleClock clock;
  private final FrameBounds bounds = new FrameBounds();
  private final ByteBuffer ahead = ByteBuffer.allocate(LONGEST_HANDSHAKE + Varint.LONGEST).flip();
  private Optional<StreamCipher> cipher = Optional.empty();
  private CompletableFuture<Integer> pending = CompletableFuture.completedFuture(0);
  private long since;

  FeedInput(Wire wire, WaggleClock clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /** From the next byte on the stream is encrypted. */
  void decrypt(StreamCipher newCipher) {
    newCipher.process(ahead.array(), ahead.position(), ahead.remaining());
    cipher = Optional.of(newCipher);
  }

  /** The next frame that is none of a keep-alive, with what follows it left where it is. */
  CompletableFuture<Frame> frame() {
    try {
      Optional<Frame> frame = parse();
      if (frame.isPresent()) {
        return CompletableFuture.completedFuture(frame.get());
      }
    } catch (MalformedException e) {
      return CompletableFuture.failedFuture(e);
    }
    int kept = ahead.compact().position();
    return wire.read(ahead).toCompletableFuture().thenCompose(n -> arrived(kept, n));
  }

  private CompletableFuture<Frame> arrived(int kept, int n) {
    ahead.flip();
    if (n < 0) {
      return CompletableFuture.failedFuture(
          new MalformedException("the peer ended its half within the handshake"));
    }
    cipher.ifPresent(c -> c.process(ahead.array(), kept, n));
    return frame();
  }

  private Optional<Frame> parse() throws MalformedException {
    while (ahead.hasRemaining() && ahead.get(ahead.position()) == 0) {
      ahead.get();
    }
    ByteBuffer in = ahead.duplicate();
    long length = length(in);
    if (length > LONGEST_HANDSHAKE) {
      throw new MalformedException(
          "a frame of " + length + " bytes in the handshake; " + LONGEST_HANDSHAKE + " at most");
    }
    if (length < 0 || in.remaining() < length) {
      return Optional.empty();
    }
    byte[] content = new byte[(int) length];
    in.get(content);
    ahead.position(in.position());
    return Optional.of(Frame.parse(content));
  }

  /** -1 while the number is not complete. */
  private static long length(ByteBuffer in) throws MalformedException {
    long value = 0;
    for (int i = 0; in.hasRemaining(); i++) {
      byte next = in.get();
      if (i == Integer.BYTES) {
        throw new MalformedException("a length of more than " + Integer.BYTES + " bytes");
      }
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    return -1;
  }

  /** Reads decrypted bytes of frames. */
  CompletableFuture<Integer> read(ByteBuffer into) {
    if (!into.hasRemaining()) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("the buffer has no room left"));
    }
    CompletableFuture<Integer> result = new CompletableFuture<>();
    synchronized (this) {
      if (!pending.isDone()) {
        return CompletableFuture.failedFuture(new IllegalStateException("a read is under way"));
      }
      pending = result;
      since = clock.nanoTime();
    }
    advance(into, result);
    return result;
  }

  /** A loop as long as the wire has something at once. */
  private void advance(ByteBuffer into, CompletableFuture<Integer> result) {
    try {
      int n = fromAhead(into);
      while (n == 0) {
        int start = into.position();
        CompletableFuture<Integer> more = wire.read(into).toCompletableFuture();
        if (!more.isDone() || more.isCompletedExceptionally()) {
          more.whenComplete((count, error) -> filled(start, count, error, into, result));
          return;
        }
        n = arrived(into, start, more.join());
      }
      result.complete(n);
    } catch (IOException e) {
      result.completeExceptionally(e);
    }
  }

  private void filled(
      int start,
      Integer count,
      Throwable error,
      ByteBuffer into,
      CompletableFuture<Integer> result) {
    if (error != null) {
      result.completeExceptionally(error);
      return;
    }
    try {
      int n = arrived(into, start, count);
      if (n == 0) {
        advance(into, result);
      } else {
        result.complete(n);
      }
    } catch (IOException e) {
      result.completeExceptionally(e);
    }
  }

  private int fromAhead(ByteBuffer into) throws MalformedException {
    int n = Math.min(ahead.remaining(), into.remaining());
    byte[] bytes = new byte[n];
    ahead.get(bytes);
    int kept = bounds.pass(bytes, 0, n);
    into.put(bytes, 0, kept);
    return kept;
  }

  /** Decrypts what has come into the buffer and takes the keep-alives out; -1 at the end. */
  private int arrived(ByteBuffer into, int start, int n) throws MalformedException {
    if (n < 0) {
      return -1;
    }
    synchronized (this) {
      since = clock.nanoTime();
    }
    byte[] bytes = new byte[n];
    into.get(start, bytes);
    cipher.orElseThrow().process(bytes, 0, n);
    int kept = bounds.pass(bytes, 0, n);
    into.put(start, bytes, 0, kept).position(start + kept);
    return kept;
  }

  /** For how long somebody has been waiting for a byte, in nanoseconds; 0 if nobody is. */
  synchronized long waiting() {
    return pending.isDone() ? 0 : clock.nanoTime() - since;
  }

  /** Fails what is being read. */
  void fail(String message) {
    CompletableFuture<Integer> read;
    synchronized (this) {
      read = pending;
    }
    read.completeExceptionally(new IOException(message));
  }
}
