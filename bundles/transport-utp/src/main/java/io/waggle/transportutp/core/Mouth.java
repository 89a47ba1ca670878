package io.waggle.transportutp.core;

import io.waggle.transportutp.packet.Packet;
import io.waggle.transportutp.packet.PacketType;
import io.waggle.transportutp.packet.SelectiveAck;
import io.waggle.transportutp.packet.Sequence;
import java.nio.ByteBuffer;
import java.util.function.ObjIntConsumer;

/** Makes the packets of one connection and sends them; decides when to acknowledge. */
final class Mouth {

  private static final int PACKETS_PER_ACK = 16;

  private final ObjIntConsumer<Packet> line;
  private final int receiveId;
  private final int sendId;
  private final Delays delays;
  private long toldWindow;
  private int unacknowledged;
  private boolean ackDue;
  private long sentAt;

  /**
   * Makes one that has said nothing.
   *
   * @param line sends a packet, with so many bytes of padding
   */
  Mouth(long now, ObjIntConsumer<Packet> line, int receiveId, int sendId, Delays delays) {
    this.sentAt = now;
    this.line = line;
    this.receiveId = receiveId;
    this.sendId = sendId;
    this.delays = delays;
  }

  /** When it last sent anything. */
  long sentAt() {
    return sentAt;
  }

  /** Something came that the peer wants acknowledged; true if that should not wait any more. */
  boolean owesAck() {
    ackDue = true;
    return ++unacknowledged >= PACKETS_PER_ACK;
  }

  boolean isAckDue() {
    return ackDue;
  }

  /** The room that the peer was last told of. */
  long toldWindow() {
    return toldWindow;
  }

  void acknowledge(long now, int next, Receiver receiver) {
    ackDue = false;
    unacknowledged = 0;
    state(now, next, receiver.last(), receiver.window(), receiver.selective());
  }

  /** One less than what we have: it tells nothing new and is no answer to anything. */
  void keepAlive(long now, int next, Receiver receiver) {
    int ack = Sequence.plus(receiver.last(), -1);
    state(now, next, ack, receiver.window(), SelectiveAck.NONE);
  }

  /** A packet of a number that the peer has had: BEP 29 has it acknowledged once more. */
  void probe(long now, int next, Receiver receiver) {
    bare(now, PacketType.DATA, Sequence.plus(next, -1), receiver);
  }

  /** Ends the connection at once, for both. */
  void reset(long now, int next, Receiver receiver) {
    bare(now, PacketType.RESET, next, receiver);
  }

  private void bare(long now, PacketType type, int seq, Receiver receiver) {
    ByteBuffer nothing = ByteBuffer.allocate(0);
    int last = receiver.last();
    send(now, packet(now, type, seq, last, receiver.window(), SelectiveAck.NONE, nothing), 0);
  }

  private void state(long now, int next, int ack, long window, SelectiveAck selective) {
    ByteBuffer nothing = ByteBuffer.allocate(0);
    send(now, packet(now, PacketType.STATE, next, ack, window, selective, nothing), 0);
  }

  /** A packet of the sending half, which acknowledges as well unless there are gaps to tell of. */
  void transmit(long now, Segment s, Receiver receiver) {
    if (!receiver.hasGap()) {
      ackDue = false;
      unacknowledged = 0;
    }
    boolean padded = s.padding > 0 && s.transmissions == 1;
    Packet packet =
        packet(
            now, s.type, s.seq, receiver.last(), receiver.window(), SelectiveAck.NONE, s.payload());
    send(now, packet, padded ? s.padding : 0);
  }

  private Packet packet(
      long now,
      PacketType type,
      int seq,
      int ack,
      long window,
      SelectiveAck selective,
      ByteBuffer payload) {
    int id = type == PacketType.SYN ? receiveId : sendId;
    return new Packet(
        type, id, Delays.micros(now), delays.last(), window, seq, ack, selective, payload);
  }

  private void send(long now, Packet packet, int padding) {
    sentAt = now;
    toldWindow = packet.window();
    line.accept(packet, padding);
  }
}
