package io.waggle.transportutp.packet;

import java.nio.ByteBuffer;
import java.util.Optional;

/** From the bytes of a datagram to a packet. Total: whatever the bytes, it ends and says so. */
public final class PacketReader {

  private PacketReader() {}

  /** The packet, whose payload is a view into the datagram; empty if the bytes are none. */
  public static Optional<Packet> read(ByteBuffer datagram) {
    int at = datagram.position();
    if (datagram.remaining() < Packet.HEADER) {
      return Optional.empty();
    }
    int first = datagram.get(at) & 0xff;
    if ((first & 0xf) != Packet.VERSION || first >> 4 >= PacketType.count()) {
      return Optional.empty();
    }
    SelectiveAck selective = SelectiveAck.NONE;
    int extension = datagram.get(at + 1) & 0xff;
    int next = at + Packet.HEADER;
    while (extension != Packet.NO_EXTENSION) {
      int end = endOfExtension(datagram, next);
      if (end < 0) {
        return Optional.empty();
      }
      if (extension == Packet.SELECTIVE_ACK) {
        selective = SelectiveAck.read(datagram, next + 2, end - next - 2);
      }
      extension = datagram.get(next) & 0xff;
      next = end;
    }
    return Optional.of(packet(datagram, at, first >> 4, selective, next));
  }

  private static int endOfExtension(ByteBuffer datagram, int at) {
    if (at + 2 > datagram.limit()) {
      return -1;
    }
    int end = at + 2 + (datagram.get(at + 1) & 0xff);
    return end > datagram.limit() ? -1 : end;
  }

  private static Packet packet(
      ByteBuffer datagram, int at, int type, SelectiveAck selective, int payload) {
    return new Packet(
        PacketType.of(type),
        datagram.getShort(at + 2) & 0xffff,
        datagram.getInt(at + 4),
        datagram.getInt(at + 8),
        datagram.getInt(at + 12) & 0xffff_ffffL,
        datagram.getShort(at + 16) & 0xffff,
        datagram.getShort(at + 18) & 0xffff,
        selective,
        datagram.slice(payload, datagram.limit() - payload));
  }
}
