package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.AddressGroup;
import io.waggle.mailbox.record.RecordId;

/**
 * What the index knows of a record.
 *
 * @param id which
 * @param box where it lies
 * @param right by what right it was put
 * @param repaired whether it came from another holder
 * @param size in bytes
 * @param created seconds; of a profile the end of its validity
 * @param expires seconds; kept a day longer, unseen, lest a clock that is fast loses mail
 * @param verifier of the delivery proof; 32 zeros for a profile
 * @param source where the first copy came from
 * @param excess bits of the stamp beyond the price, what eviction goes by
 * @param received seconds
 */
record HeldRecord(
    RecordId id,
    NodeId box,
    Right right,
    boolean repaired,
    int size,
    long created,
    long expires,
    ByteString verifier,
    AddressGroup source,
    int excess,
    long received) {

  /** By what right a record lies here; the first is evicted first. */
  enum Right {
    STRANGER,
    KEYED,
    PROFILE
  }

  /** How long after its end a record is kept on the disk, in seconds. */
  static final long GRACE = 24 * 3600;

  /** The end that a receipt names: a profile that is kept for being revoked ends before. */
  long promised() {
    return right == Right.PROFILE ? created : expires;
  }

  boolean alive(long seconds) {
    return seconds < expires;
  }
}
