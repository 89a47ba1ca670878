package io.waggle.handshake;

import io.waggle.api.swarm.spi.HandshakeException;
import java.nio.ByteBuffer;

/**
 * An unsigned LEB128 number that tells how many bytes follow: seven bits a byte, the least
 * significant first, the top bit set on all but the last. Read byte by byte, so that nothing behind
 * it is taken off the wire.
 */
final class LengthPrefix {

  /** Enough for any length that is let through, with room for padded forms. */
  static final int MAX_BYTES = 5;

  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private final int limit;
  private long value;
  private int read;

  /**
   * Starts a number.
   *
   * @param limit the largest value that is accepted
   */
  LengthPrefix(int limit) {
    this.limit = limit;
  }

  /**
   * Takes one byte.
   *
   * @return whether it was the last one
   * @throws HandshakeException if the number is zero, longer than {@value #MAX_BYTES} bytes or
   *     above the limit
   */
  boolean take(byte next) throws HandshakeException {
    value |= (next & (MORE - 1L)) << (BITS * read++);
    if (value > limit) {
      throw new HandshakeException("an id of " + value + " bytes or more; " + limit + " at most");
    }
    if ((next & MORE) == 0) {
      if (value == 0) {
        throw new HandshakeException("an empty id");
      }
      return true;
    }
    if (read == MAX_BYTES) {
      throw new HandshakeException("the length of the id takes more than " + MAX_BYTES + " bytes");
    }
    return false;
  }

  /** The number, once {@link #take} has said that it is complete. */
  int value() {
    return (int) value;
  }

  /** Writes a number, which is not negative. */
  static void write(int number, ByteBuffer out) {
    int rest = number;
    while (rest >= MORE) {
      out.put((byte) (rest | MORE));
      rest >>>= BITS;
    }
    out.put((byte) rest);
  }
}
