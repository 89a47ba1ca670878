package io.waggle.mailbox.net;

import io.waggle.api.crypto.Crypto;
import io.waggle.mailbox.wire.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When holders that are busy are asked again: never before the time they have named, and up to half
 * as long after it, since others were told the same.
 */
final class Backoff {

  /** Who names more is left to the sender's next attempt. */
  static final int LONGEST_SECONDS = 10;

  /** So often one is asked again; records that were begun and left block a source for 30 s. */
  static final int REPEATS = 5;

  private final Crypto crypto;
  private final Map<Holder, Integer> repeats = new HashMap<>();

  Backoff(Crypto crypto) {
    this.crypto = crypto;
  }

  /** How long to wait for one; empty if it is not to be asked again. */
  Optional<Duration> after(Holder holder, Refusal refusal) {
    OptionalInt seconds = refusal.seconds();
    boolean soon = seconds.isPresent() && seconds.getAsInt() <= LONGEST_SECONDS;
    return soon && repeats.merge(holder, 1, Integer::sum) <= REPEATS
        ? Optional.of(jittered(Duration.ofSeconds(seconds.getAsInt())))
        : Optional.empty();
  }

  private Duration jittered(Duration least) {
    int chance = ByteBuffer.wrap(crypto.random(Short.BYTES)).getShort() & 0xffff;
    return least.plus(least.multipliedBy(chance).dividedBy(2 << Short.SIZE));
  }
}
