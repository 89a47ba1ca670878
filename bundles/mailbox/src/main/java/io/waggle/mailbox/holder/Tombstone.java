package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.RecordId;
import java.nio.ByteBuffer;

/**
 * A record that was delivered.
 *
 * @param name the first 16 bytes of its id
 * @param proof of the delivery
 * @param box where it lay
 * @param expires seconds, when the record would have; kept a day longer
 */
record Tombstone(ByteString name, ByteString proof, NodeId box, long expires) {

  static final int LENGTH = RecordId.NAME_LENGTH + DeliveryProof.LENGTH + NodeId.LENGTH + 4;

  private static final long U32 = 0xffffffffL;

  byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .put(name.toBytes())
        .put(proof.toBytes())
        .put(box.toBytes())
        .putInt((int) expires)
        .array();
  }

  /** Of so many bytes; any are one. */
  static Tombstone decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Tombstone(
        HeldCodec.take(in, RecordId.NAME_LENGTH),
        HeldCodec.take(in, DeliveryProof.LENGTH),
        NodeId.of(HeldCodec.take(in, NodeId.LENGTH).toBytes()),
        in.getInt() & U32);
  }
}
