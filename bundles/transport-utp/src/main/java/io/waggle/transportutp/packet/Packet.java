package io.waggle.transportutp.packet;

import java.nio.ByteBuffer;

/**
 * A packet of uTP.
 *
 * @param type what it is for
 * @param connection the 16 bits by which its receiver tells its connections apart
 * @param timestamp the sender's clock when it was sent, microseconds, 32 bits that wrap
 * @param delay the sender's clock less the timestamp of the last packet it had, microseconds
 * @param window bytes that the sender of it has room for, 0 to 2^32-1
 * @param seq its number
 * @param ack the last number that its sender has had without a gap before it
 * @param selective what its sender has beyond the gap
 * @param payload a view into the datagram
 */
public record Packet(
    PacketType type,
    int connection,
    int timestamp,
    int delay,
    long window,
    int seq,
    int ack,
    SelectiveAck selective,
    ByteBuffer payload) {

  /** Bytes of a header without extensions. */
  public static final int HEADER = 20;

  static final int VERSION = 1;
  static final int NO_EXTENSION = 0;
  static final int SELECTIVE_ACK = 1;

  /** An extension that nobody knows and everybody has to skip; see {@code PathProbe}. */
  static final int PADDING = 0x70;

  /**
   * Whether the first bytes can be uTP's: one of five types, version 1, and not the counters of a
   * DNS message with an unlucky id, which would be a clock in the first 131 ms of its 71 minutes
   * with a delay of less than 65 microseconds.
   */
  public static boolean looksLikeOne(ByteBuffer datagram) {
    int at = datagram.position();
    if (datagram.remaining() < HEADER) {
      return false;
    }
    int first = datagram.get(at) & 0xff;
    return (first & 0xf) == VERSION
        && first >> 4 < PacketType.count()
        && !looksLikeDns(datagram, at);
  }

  private static boolean looksLikeDns(ByteBuffer datagram, int at) {
    return datagram.getShort(at + 4) >>> 1 == 0
        && few(datagram.getShort(at + 6))
        && few(datagram.getShort(at + 8))
        && few(datagram.getShort(at + 10))
        && datagram.getShort(at + 4) + datagram.getShort(at + 10) > 0;
  }

  private static boolean few(short records) {
    return records >= 0 && records <= 64;
  }
}
