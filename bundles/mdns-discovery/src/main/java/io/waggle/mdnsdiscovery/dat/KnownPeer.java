package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.net.PeerAddress;
import java.util.Optional;

/** A peer of a topic as it was heard on one link. */
final class KnownPeer {

  /**
   * Which one.
   *
   * @param socket of the link
   */
  record Spot(int socket, PeerAddress address) {}

  private final Spot spot;
  private Optional<String> token;
  private final long first;
  private long heard;
  private long told;

  KnownPeer(Spot spot, Optional<String> token, long now) {
    this.spot = spot;
    this.token = token;
    this.first = now;
    this.heard = now;
    this.told = now;
  }

  Spot spot() {
    return spot;
  }

  Optional<String> token() {
    return token;
  }

  long heard() {
    return heard;
  }

  long first() {
    return first;
  }

  /** Whether it has been heard for so long. */
  boolean isHeardFor(long span) {
    return heard - first >= span;
  }

  /** Heard again; returns whether it was not told for so long. */
  boolean hear(Optional<String> newToken, long now, long lately) {
    token = newToken;
    heard = now;
    if (now - told < lately) {
      return false;
    }
    told = now;
    return true;
  }
}
