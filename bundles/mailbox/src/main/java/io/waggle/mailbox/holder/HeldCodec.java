package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.AddressGroup;
import io.waggle.mailbox.holder.HeldRecord.Right;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.RecordId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The bytes of a {@link HeldRecord}, in the index and at the head of a file. */
final class HeldCodec {

  static final int LENGTH =
      RecordId.LENGTH + NodeId.LENGTH + 2 + 4 + 8 + DeliveryProof.LENGTH + 9 + 1 + 4;

  private static final int REPAIRED = 0x80;
  private static final Right[] RIGHTS = Right.values();
  private static final long U32 = 0xffffffffL;

  private HeldCodec() {}

  static byte[] encode(HeldRecord held) {
    return ByteBuffer.allocate(LENGTH)
        .put(held.id().bytes().toBytes())
        .put(held.box().toBytes())
        .put((byte) 1)
        .put((byte) (code(held.right()) | (held.repaired() ? REPAIRED : 0)))
        .putInt(held.size())
        .putInt((int) held.created())
        .putInt((int) held.expires())
        .put(held.verifier().toBytes())
        .putLong(held.source().prefix())
        .put((byte) (held.source().ipv6() ? 1 : 0))
        .put((byte) held.excess())
        .putInt((int) held.received())
        .array();
  }

  private static int code(Right right) {
    return switch (right) {
      case STRANGER -> 0;
      case KEYED -> 1;
      case PROFILE -> 2;
    };
  }

  /** Empty if the bytes are anything else. */
  static Optional<HeldRecord> decode(byte[] bytes) {
    if (bytes.length != LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(ByteBuffer.wrap(bytes)));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static HeldRecord read(ByteBuffer in) {
    RecordId id = new RecordId(take(in, RecordId.LENGTH));
    NodeId box = NodeId.of(take(in, NodeId.LENGTH).toBytes());
    int version = in.get();
    int flags = in.get() & 0xff;
    int right = flags & ~REPAIRED;
    if (version != 1 || right >= RIGHTS.length) {
      throw new IllegalArgumentException("of another version");
    }
    return new HeldRecord(
        id,
        box,
        RIGHTS[right],
        (flags & REPAIRED) != 0,
        in.getInt(),
        in.getInt() & U32,
        in.getInt() & U32,
        take(in, DeliveryProof.LENGTH),
        new AddressGroup(in.getLong(), in.get() != 0),
        in.get(),
        in.getInt() & U32);
  }

  static ByteString take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return ByteString.of(bytes);
  }
}
