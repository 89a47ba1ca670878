package io.waggle.transportutp.packet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which packets beyond the first missing one have come (BEP 29, "Selective ACK"): bit {@code i},
 * the lowest bit of a byte first, stands for the packet {@code ack + 2 + i}.
 */
public final class SelectiveAck {

  /** What is sent if nothing is out of order. */
  public static final SelectiveAck NONE = new SelectiveAck(new byte[0]);

  /** The most bits that fit into the extension, a multiple of 32. */
  public static final int MOST_BITS = 252 * 8;

  private static final int BYTES_OF_A_WORD = 4;

  private final byte[] mask;

  private SelectiveAck(byte[] mask) {
    this.mask = mask;
  }

  /** Reads the body of the extension. */
  static SelectiveAck read(ByteBuffer packet, int at, int length) {
    byte[] mask = new byte[length];
    packet.get(at, mask);
    return new SelectiveAck(mask);
  }

  /** All bits clear, with room for at least so many; the wire wants a multiple of 32. */
  public static SelectiveAck ofBits(int bits) {
    int words = (Math.min(bits, MOST_BITS) + 31) / 32;
    return new SelectiveAck(new byte[words * BYTES_OF_A_WORD]);
  }

  /** Marks a packet as there; only while it is being built. */
  public void set(int bit) {
    mask[bit >> 3] |= (byte) (1 << (bit & 7));
  }

  /** Whether a packet is there; false beyond the end. */
  public boolean get(int bit) {
    return bit >> 3 < mask.length && (mask[bit >> 3] & 1 << (bit & 7)) != 0;
  }

  /** How many bits it has. */
  public int bits() {
    return mask.length * 8;
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return mask.length == 0;
  }

  void write(ByteBuffer packet) {
    packet.put(mask);
  }

  int length() {
    return mask.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SelectiveAck ack && Arrays.equals(mask, ack.mask);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(mask);
  }

  @Override
  public String toString() {
    return java.util.HexFormat.of().formatHex(mask);
  }
}
