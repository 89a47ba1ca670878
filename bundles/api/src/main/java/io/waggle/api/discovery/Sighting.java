package io.waggle.api.discovery;

import io.waggle.api.net.PeerAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A peer's address at a topic with everyone who vouches for it.
 *
 * @param topic where it was seen
 * @param address where it can be dialled
 * @param claims at least one, except in {@code lost}, where it holds those that ended last
 */
public record Sighting(Topic topic, PeerAddress address, SortedMap<SourceId, Claim> claims) {

  /** Keeps its own copy of the claims. */
  public Sighting {
    claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
  }

  /** From a map in any order. */
  public static Sighting of(Topic topic, PeerAddress address, Map<SourceId, Claim> claims) {
    return new Sighting(topic, address, new TreeMap<>(claims));
  }

  /** The best rank among the claims. */
  public int rank() {
    return claims.values().stream().mapToInt(Claim::rank).max().orElse(0);
  }

  /** The id, if any claim carries one. */
  public Optional<PeerId> id() {
    return claims.values().stream().flatMap(c -> c.id().stream()).findFirst();
  }
}
