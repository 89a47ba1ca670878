package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceFault;
import java.time.Duration;
import java.util.Optional;

/**
 * How a round came to its end.
 *
 * @param kind which way
 * @param fault of one that failed
 * @param notBefore how long another one would be of no use, if the source said so
 */
record Ending(Kind kind, Optional<SourceFault> fault, Optional<Duration> notBefore) {

  enum Kind {
    DONE,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** The source is disabled. */
    NOT_ASKED
  }

  static Ending of(Kind kind) {
    return new Ending(kind, Optional.empty(), Optional.empty());
  }
}
