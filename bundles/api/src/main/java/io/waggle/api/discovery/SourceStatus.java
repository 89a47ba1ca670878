package io.waggle.api.discovery;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source says of itself.
 *
 * @param state how it fares
 * @param reason one sentence for a person; empty when UP
 * @param since since when it has been in that state
 * @param gauges numbers of its own, by name
 */
public record SourceStatus(
    SourceState state, String reason, Instant since, SortedMap<String, Long> gauges) {

  /** Keeps its own copy of the gauges. */
  public SourceStatus {
    gauges = Collections.unmodifiableSortedMap(new TreeMap<>(gauges));
  }

  /** A status without gauges. */
  public static SourceStatus of(SourceState state, String reason, Instant since) {
    return new SourceStatus(state, reason, since, new TreeMap<>());
  }

  /** The same with gauges. */
  public SourceStatus with(Map<String, Long> newGauges) {
    return new SourceStatus(state, reason, since, new TreeMap<>(newGauges));
  }
}
