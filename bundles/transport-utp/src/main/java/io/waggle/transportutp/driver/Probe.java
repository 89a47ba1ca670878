package io.waggle.transportutp.driver;

import io.waggle.transportutp.packet.Packet;
import io.waggle.transportutp.packet.PacketType;
import io.waggle.transportutp.packet.PacketWriter;
import io.waggle.transportutp.packet.SelectiveAck;
import java.nio.ByteBuffer;

/** A packet of no connection: it opens a NAT or finds an open port, and means nothing to others. */
final class Probe {

  private Probe() {}

  /** One with such an id. */
  static ByteBuffer of(int id) {
    ByteBuffer bytes = ByteBuffer.allocate(Packet.HEADER);
    PacketWriter.write(
        bytes,
        new Packet(
            PacketType.STATE,
            id & 0xffff,
            0,
            0,
            0,
            0,
            0,
            SelectiveAck.NONE,
            ByteBuffer.allocate(0)));
    return bytes.flip();
  }
}
