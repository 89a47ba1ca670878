package io.waggle.mailbox.outbox;

import io.waggle.mailbox.record.Stamp;
import java.util.Optional;

/**
 * How far one chunk is.
 *
 * @param created the hour of its record, seconds; 0 before it was made
 * @param stamp what was paid for that record
 * @param copies how many holders have signed for it
 * @param enough whether that was enough to call it stored
 */
record ChunkState(long created, Optional<Stamp> stamp, int copies, boolean enough) {

  static final ChunkState NONE = new ChunkState(0, Optional.empty(), 0, false);

  static ChunkState made(long created) {
    return new ChunkState(created, Optional.empty(), 0, false);
  }

  ChunkState paid(Stamp with) {
    return new ChunkState(created, Optional.of(with), copies, enough);
  }

  ChunkState copies(int number, boolean suffice) {
    return new ChunkState(created, stamp, number, enough || suffice);
  }
}
