package io.waggle.swarmconnector;

import io.waggle.api.swarm.spi.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The reading half of a connection. Besides the application's reads it can {@link #peek}: a small
 * read of its own while the application reads nothing, so that the end of a connection nobody reads
 * is noticed. At most {@value #PEEK} bytes are taken in that way; the next read gets them.
 */
final class Inbound {

  static final int PEEK = 512;

  /** Hears what only the whole connection can act upon. */
  interface Fate {
    /** The wire failed. */
    void failed(Throwable cause);

    /** The remote side has ended its half, and the application has been told. */
    void endDelivered();
  }

  private record Wanted(ByteBuffer into, CompletableFuture<Integer> result) {}

  private final Wire wire;
  private final Throttle throttle;
  private final Delay delay;
  private final Fate fate;
  private final StackGuard guard;
  private volatile long bytes;
  private boolean reading;
  private boolean readLately;
  private boolean peeking;
  private ByteBuffer peeked;
  private Wanted wanted;
  private boolean ended;
  private boolean delivered;

  Inbound(Wire wire, Throttle throttle, Delay delay, StackGuard guard, Fate fate) {
    this.wire = wire;
    this.throttle = throttle;
    this.delay = delay;
    this.guard = guard;
    this.fate = fate;
  }

  long bytes() {
    return bytes;
  }

  synchronized boolean ended() {
    return ended;
  }

  /** Whether the remote side has ended its half and the application has not looked. */
  synchronized boolean endUnnoticed() {
    return ended && !delivered;
  }

  CompletionStage<Integer> read(ByteBuffer into) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    if (!into.hasRemaining()) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("the buffer has no room left"));
    }
    synchronized (this) {
      if (reading) {
        return CompletableFuture.failedFuture(new IllegalStateException("a read is under way"));
      }
      reading = true;
      readLately = true;
      if (peeking) {
        wanted = new Wanted(into, result);
        return result;
      }
    }
    serve(new Wanted(into, result));
    return guard.guard(result);
  }

  /** From what was peeked, or else from the wire. */
  private void serve(Wanted read) {
    int n = 0;
    boolean end;
    synchronized (this) {
      end = ended;
      if (peeked != null) {
        n = move(peeked, read.into());
        peeked = peeked.hasRemaining() ? peeked : null;
      }
    }
    if (n > 0 || end) {
      deliver(read, n > 0 ? n : -1);
    } else {
      pull(read);
    }
  }

  private static int move(ByteBuffer from, ByteBuffer into) {
    int n = Math.min(from.remaining(), into.remaining());
    into.put(into.position(), from, from.position(), n).position(into.position() + n);
    from.position(from.position() + n);
    return n;
  }

  private void pull(Wanted read) {
    Duration wait = throttle.delay();
    if (wait.isZero()) {
      pullNow(read);
    } else {
      delay.after(wait, () -> pullNow(read));
    }
  }

  private void pullNow(Wanted read) {
    ByteBuffer into = read.into();
    int end = into.limit();
    into.limit(into.position() + Math.min(into.remaining(), throttle.chunk()));
    wire.read(into)
        .whenComplete(
            (n, error) -> {
              into.limit(end);
              if (error != null) {
                fail(read, error);
              } else {
                throttle.moved(Math.max(0, n));
                deliver(read, n);
              }
            });
  }

  private void deliver(Wanted read, int n) {
    synchronized (this) {
      reading = false;
      bytes += Math.max(0, n);
      ended |= n < 0;
      delivered |= n < 0;
    }
    read.result().complete(n);
    if (n < 0) {
      fate.endDelivered();
    }
  }

  private void fail(Wanted read, Throwable cause) {
    synchronized (this) {
      reading = false;
    }
    fate.failed(cause);
    read.result().completeExceptionally(asIo(cause));
  }

  static IOException asIo(Throwable cause) {
    Throwable real =
        cause instanceof java.util.concurrent.CompletionException ? cause.getCause() : cause;
    return real instanceof IOException io ? io : new IOException(Race.describe(cause), cause);
  }

  /** Reads a little ahead, if the application has not read since the last call. */
  void peek() {
    ByteBuffer ahead;
    synchronized (this) {
      boolean busy = reading || readLately || peeking || peeked != null || ended;
      readLately = false;
      if (busy) {
        return;
      }
      peeking = true;
      ahead = ByteBuffer.allocate(PEEK);
    }
    wire.read(ahead).whenComplete((n, error) -> peeked(ahead.flip(), n, error));
  }

  private void peeked(ByteBuffer ahead, Integer n, Throwable error) {
    Wanted read;
    synchronized (this) {
      peeking = false;
      read = wanted;
      wanted = null;
      if (error == null) {
        ended = n < 0;
        peeked = n < 0 ? null : ahead;
      }
    }
    if (error == null) {
      throttle.moved(Math.max(0, n));
      if (read != null) {
        serve(read);
      }
    } else if (read != null) {
      fail(read, error);
    } else {
      fate.failed(error);
    }
  }
}
