package io.waggle.api.discovery.spi;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a source knows of a peer beside its address.
 *
 * @param validFor how long to believe it without hearing it again; positive
 * @param id the peer's id, if the source carries ids
 * @param via the server or node that said so
 */
public record FoundMeta(Duration validFor, Optional<PeerId> id, Optional<PeerAddress> via) {

  /** Refuses a validity that is over before it begins. */
  public FoundMeta {
    if (validFor.isNegative() || validFor.isZero()) {
      throw new IllegalArgumentException("validFor " + validFor + " is not positive");
    }
  }

  /** Nothing known but how long it holds. */
  public static FoundMeta validFor(Duration duration) {
    return new FoundMeta(duration, Optional.empty(), Optional.empty());
  }

  /** Known from this server or node. */
  public static FoundMeta via(Duration duration, PeerAddress via) {
    return new FoundMeta(duration, Optional.empty(), Optional.of(via));
  }
}
