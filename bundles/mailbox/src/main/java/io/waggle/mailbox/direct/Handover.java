package io.waggle.mailbox.direct;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.seal.SealedRecord;

/**
 * What a caller wants to hand over.
 *
 * @param record as it would be laid on nodes
 * @param proof what tells that it was taken: only who has opened it can know, 32 bytes
 * @param pieces the chunks of a long mail, made when they are asked for
 */
public record Handover(SealedRecord record, ByteString proof, Pieces pieces) {

  /** The chunks of a mail. */
  @FunctionalInterface
  public interface Pieces {

    /** None. */
    Pieces NONE = index -> ByteString.EMPTY;

    /** One as a record; empty if there is none. */
    ByteString get(int index);
  }
}
