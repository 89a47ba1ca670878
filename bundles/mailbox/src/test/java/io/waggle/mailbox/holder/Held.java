package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.AddressGroup;
import io.waggle.mailbox.holder.HeldRecord.Right;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.SizeClass;

/**
 * A record with what the index would know of it.
 *
 * @param held what is known
 * @param bytes the record
 */
record Held(HeldRecord held, ByteString bytes) {

  static Held of(NodeId box, int source, Right right, int excess, long now) {
    return of(box, source, right, excess, now, Samples.proof(1));
  }

  static Held of(NodeId box, int source, Right right, int excess, long now, ByteString proof) {
    byte[] record = Samples.record(box, SizeClass.K4, now, proof);
    RecordHeader header = RecordHeader.ofWhole(record).orElseThrow();
    return new Held(
        new HeldRecord(
            RecordId.of(CRYPTO.hashes(), record),
            box,
            right,
            false,
            record.length,
            header.created(),
            header.expires(),
            header.verifier(),
            new AddressGroup(source, false),
            excess,
            now),
        ByteString.of(record));
  }

  void keep(RecordStore store) throws java.io.IOException {
    store.keep(held, new byte[] {1, 2, 3}, bytes.toBytes());
  }
}
