package io.waggle.transportutp.core;

import io.waggle.transportutp.packet.PacketType;
import java.nio.ByteBuffer;

/** A packet that has to be acknowledged, with what became of it so far. */
final class Segment {

  final PacketType type;
  private final byte[] payload;
  private int length;

  int seq;
  long sentAt;

  /** Counts transmissions of the whole connection: of two, the later has the higher one. */
  long order;

  int transmissions;
  boolean acked;
  boolean lost;

  /** Bytes that its first transmission is longer, to try the path; 0 for none. */
  int padding;

  Segment(PacketType type, int capacity) {
    this.type = type;
    this.payload = new byte[capacity];
  }

  /** Takes what fits. */
  void fill(ByteBuffer from) {
    int n = Math.min(from.remaining(), payload.length - length);
    from.get(payload, length, n);
    length += n;
  }

  boolean isFull() {
    return length == payload.length;
  }

  int length() {
    return length;
  }

  /** What it counts for in windows; those without payload are not free. */
  int size() {
    return Math.max(1, length);
  }

  ByteBuffer payload() {
    return ByteBuffer.wrap(payload, 0, length);
  }
}
