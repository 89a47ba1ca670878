package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.seal.SealedRecord;

/**
 * A record with the right to lay it down.
 *
 * @param record as it goes out
 * @param authority with the stamp
 */
public record Sealed(SealedRecord record, PutAuthority authority) {

  ByteString bytes() {
    return record.bytes();
  }
}
