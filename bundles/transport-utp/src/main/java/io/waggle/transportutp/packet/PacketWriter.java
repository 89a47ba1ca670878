package io.waggle.transportutp.packet;

import java.nio.ByteBuffer;

/** From a packet to the bytes of a datagram. */
public final class PacketWriter {

  /** The largest body of one extension. */
  private static final int LARGEST_EXTENSION = 255;

  private PacketWriter() {}

  /** Writes a packet with all it has. */
  public static void write(ByteBuffer out, Packet packet) {
    boolean selective = !packet.selective().isEmpty();
    header(out, packet, selective ? Packet.SELECTIVE_ACK : Packet.NO_EXTENSION);
    if (selective) {
      out.put((byte) Packet.NO_EXTENSION);
      out.put((byte) packet.selective().length());
      packet.selective().write(out);
    }
    out.put(packet.payload().duplicate());
  }

  /**
   * Writes a packet that is longer than it need be, for a path to be tried.
   *
   * @param padding bytes that it is to be longer, at least 2
   */
  public static void writePadded(ByteBuffer out, Packet packet, int padding) {
    header(out, packet, Packet.PADDING);
    int left = padding;
    while (left > 0) {
      int body = Math.min(left - 2, LARGEST_EXTENSION);
      // What would remain must hold the head of another extension.
      if (left - 2 - body == 1) {
        body--;
      }
      left -= 2 + body;
      out.put((byte) (left > 0 ? Packet.PADDING : Packet.NO_EXTENSION));
      out.put((byte) body);
      out.put(new byte[body]);
    }
    out.put(packet.payload().duplicate());
  }

  private static void header(ByteBuffer out, Packet packet, int extension) {
    out.put((byte) (packet.type().code() << 4 | Packet.VERSION));
    out.put((byte) extension);
    out.putShort((short) packet.connection());
    out.putInt(packet.timestamp());
    out.putInt(packet.delay());
    out.putInt((int) Math.min(packet.window(), 0xffff_ffffL));
    out.putShort((short) packet.seq());
    out.putShort((short) packet.ack());
  }
}
