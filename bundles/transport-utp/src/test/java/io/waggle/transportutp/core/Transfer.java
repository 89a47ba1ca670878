package io.waggle.transportutp.core;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;

/** Sends so many bytes over a connection and takes what comes at the other end. */
final class Transfer {

  private final UtpConnection to;
  private final ByteBuffer data;
  final CRC32 sum = new CRC32();
  boolean failed;

  Transfer(UtpConnection to, int bytes, long seed) {
    this.to = to;
    byte[] all = new byte[bytes];
    new Random(seed).nextBytes(all);
    sum.update(all);
    data = ByteBuffer.wrap(all);
    next();
  }

  private void next() {
    if (!data.hasRemaining()) {
      to.finish();
      return;
    }
    ByteBuffer part = data.slice(data.position(), Math.min(65_536, data.remaining()));
    data.position(data.position() + part.remaining());
    to.write(part)
        .whenComplete(
            (none, error) -> {
              failed |= error != null;
              if (error == null) {
                next();
              }
            });
  }

  /** What comes out. */
  static final class Sink {
    final CRC32 sum = new CRC32();
    private final UtpConnection from;
    private final ByteBuffer buffer = ByteBuffer.allocate(65_536);
    long bytes;
    boolean ended;
    Throwable error;

    Sink(UtpConnection from) {
      this.from = from;
      next();
    }

    private void next() {
      buffer.clear();
      from.read(buffer)
          .whenComplete(
              (n, failure) -> {
                error = failure;
                if (failure == null && n > 0) {
                  bytes += n;
                  sum.update(buffer.array(), 0, n);
                  next();
                } else {
                  ended = failure == null;
                }
              });
    }

    boolean isOver() {
      return ended || error != null;
    }
  }
}
