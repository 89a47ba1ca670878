package io.waggle.hypercore;

/**
 * Follows a stream of frames and takes the keep-alives out of it, which are frames of length 0.
 * Holds no bytes: a frame of any size passes as it comes.
 */
final class FrameBounds {

  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private long length;
  private int lengthBytes;
  private long left;

  /** Whether the next byte begins a frame. */
  boolean between() {
    return left == 0 && lengthBytes == 0;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @return how many of them are left when the keep-alives are out, at the beginning of the range
   */
  int pass(byte[] bytes, int offset, int count) throws MalformedException {
    int in = offset;
    int out = offset;
    int end = offset + count;
    while (in < end) {
      if (left > 0) {
        int n = (int) Math.min(left, end - in);
        System.arraycopy(bytes, in, bytes, out, n);
        left -= n;
        in += n;
        out += n;
      } else if (between() && bytes[in] == 0) {
        in++;
      } else {
        bytes[out++] = bytes[in];
        length(bytes[in++]);
      }
    }
    return out - offset;
  }

  private void length(byte next) throws MalformedException {
    length |= (next & (MORE - 1L)) << (BITS * lengthBytes++);
    if (length > Frame.LONGEST || lengthBytes > Integer.BYTES) {
      throw new MalformedException(
          "a frame of " + length + " bytes or more; " + Frame.LONGEST + " at most");
    }
    if ((next & MORE) == 0) {
      left = length;
      length = 0;
      lengthBytes = 0;
    }
  }
}
