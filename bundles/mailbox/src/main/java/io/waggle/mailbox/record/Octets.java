package io.waggle.mailbox.record;

import io.waggle.api.dht.ByteString;
import java.nio.ByteBuffer;

/** Small readings of byte arrays. */
final class Octets {

  private static final int BITS = 8;

  private Octets() {}

  /** The next bytes of a buffer that has so many. */
  static ByteString take(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return ByteString.of(bytes);
  }

  /** How many leading bits are zero. */
  static int leadingZeros(byte[] bytes) {
    int zeros = 0;
    for (byte b : bytes) {
      if (b != 0) {
        return zeros + Integer.numberOfLeadingZeros(b & 0xff) - (Integer.SIZE - BITS);
      }
      zeros += BITS;
    }
    return zeros;
  }

  /** Four bytes of an unsigned number. */
  static byte[] u32(long value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array();
  }

  /** Checks a length that the caller promised. */
  static void length(String what, ByteString value, int length) {
    if (value.length() != length) {
      throw new IllegalArgumentException(what + " has " + length + " bytes, not " + value.length());
    }
  }
}
