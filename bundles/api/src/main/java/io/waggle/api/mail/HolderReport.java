package io.waggle.api.mail;

import io.waggle.api.discovery.SourceState;
import java.util.List;
import java.util.SortedMap;

/**
 * A holder as it stands.
 *
 * @param dht name of the DHT it stands on
 * @param network name of the overlay
 * @param state UP, or STARTING, DEGRADED, DOWN or DISABLED with a reason
 * @param reason for a person; empty when UP
 * @param boxes in which something lies
 * @param tombstones proofs of delivery kept
 * @param subscribers to be told of new mail
 * @param load 0 to 255: how full and busy it is
 * @param stampBits what it asks of a stranger for a small mail at this load
 * @param used by name of the limit: how much is in use
 * @param limits by name: the limit
 * @param counters what has happened since the start; {@code refused.} and a code are refusals
 * @param sources the neighbourhoods that most was taken from, the heaviest first
 */
public record HolderReport(
    String dht,
    String network,
    SourceState state,
    String reason,
    long boxes,
    long tombstones,
    long subscribers,
    int load,
    int stampBits,
    SortedMap<String, Long> used,
    SortedMap<String, Long> limits,
    SortedMap<String, Long> counters,
    List<HolderShare> sources) {

  /** Keeps its own copy. */
  public HolderReport {
    sources = List.copyOf(sources);
  }
}
