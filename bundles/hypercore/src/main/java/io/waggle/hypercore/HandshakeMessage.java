package io.waggle.hypercore;

import io.waggle.api.discovery.PeerId;
import java.util.Optional;

/**
 * The second frame: who the sender is and how it wants to replicate.
 *
 * @param id who; a peer need not tell
 * @param live whether it waits for blocks to come
 */
record HandshakeMessage(Optional<PeerId> id, boolean live) {

  private static final int ID_FIELD = 1;
  private static final int LIVE_FIELD = 2;
  private static final int ACK_FIELD = 5;

  static HandshakeMessage read(Frame frame) throws MalformedException {
    if (frame.type() != Frame.HANDSHAKE) {
      throw new MalformedException(
          "a frame of type " + frame.type() + " in place of the handshake; has it another key?");
    }
    ProtoMessage message = ProtoMessage.parse(frame.body());
    Optional<byte[]> id = message.bytes(ID_FIELD).filter(bytes -> bytes.length > 0);
    if (id.isPresent() && id.get().length > PeerId.MAX_LENGTH) {
      throw new MalformedException("an id of " + id.get().length + " bytes");
    }
    return new HandshakeMessage(id.map(PeerId::of), message.number(LIVE_FIELD).orElse(0L) != 0);
  }

  Frame frame() {
    ProtoMessage.Writer writer = new ProtoMessage.Writer();
    id.ifPresent(peer -> writer.bytes(ID_FIELD, peer.bytes()));
    writer.number(LIVE_FIELD, live ? 1 : 0).number(ACK_FIELD, 0);
    return new Frame(0, Frame.HANDSHAKE, writer.toBytes());
  }
}
