package io.waggle.mailbox.direct;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts bytes into frames. Allocates for a frame only when its length is good. Not thread-safe. */
final class FrameInput {

  private static final int LENGTH = 4;

  private final ByteBuffer length = ByteBuffer.allocate(LENGTH);
  private Optional<ByteBuffer> body = Optional.empty();
  private int most;
  private boolean broken;

  /**
   * From the beginning.
   *
   * @param most the longest frame, without its length
   */
  FrameInput(int most) {
    this.most = most;
  }

  /** From now on frames may be so long. */
  void most(int bytes) {
    most = bytes;
  }

  /** Whether something came that is no frame; nothing more is read then. */
  boolean broken() {
    return broken;
  }

  /** The next frame, with bytes taken out of {@code in}; empty if it needs more of them. */
  Optional<Frame> next(ByteBuffer in) {
    if (broken || !whole(in)) {
      return Optional.empty();
    }
    Optional<Frame> frame = body.map(ByteBuffer::array).flatMap(Frame::decode);
    body = Optional.empty();
    length.clear();
    broken = frame.isEmpty();
    return frame;
  }

  private boolean whole(ByteBuffer in) {
    if (body.isEmpty()) {
      move(in, length);
      if (length.hasRemaining()) {
        return false;
      }
      long bytes = length.getInt(0) & 0xffffffffL;
      if (bytes < 1 || bytes > most) {
        broken = true;
        return false;
      }
      body = Optional.of(ByteBuffer.allocate((int) bytes));
    }
    ByteBuffer rest = body.get();
    move(in, rest);
    return !rest.hasRemaining();
  }

  private static void move(ByteBuffer in, ByteBuffer out) {
    int count = Math.min(in.remaining(), out.remaining());
    out.put(out.position(), in, in.position(), count);
    out.position(out.position() + count);
    in.position(in.position() + count);
  }
}
