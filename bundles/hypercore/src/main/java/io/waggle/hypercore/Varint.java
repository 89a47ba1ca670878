package io.waggle.hypercore;

import java.nio.ByteBuffer;

/**
 * Unsigned LEB128: seven bits a byte, the least significant first, the top bit on all but the last.
 */
final class Varint {

  static final int LONGEST = 10;

  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private Varint() {}

  static void write(long number, ByteBuffer out) {
    long rest = number;
    while ((rest & ~(MORE - 1L)) != 0) {
      out.put((byte) (rest | MORE));
      rest >>>= BITS;
    }
    out.put((byte) rest);
  }

  static int length(long number) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(number);
    return Math.max(1, (bits + BITS - 1) / BITS);
  }

  static long read(ByteBuffer in) throws MalformedException {
    long number = 0;
    for (int i = 0; i < LONGEST && in.hasRemaining(); i++) {
      byte next = in.get();
      number |= (next & (MORE - 1L)) << (BITS * i);
      if ((next & MORE) == 0) {
        return number;
      }
    }
    throw new MalformedException("a number that does not end");
  }
}
