package io.waggle.api.discovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * All that is known of one source: what it says, what the hub measured, how it is used.
 *
 * @param id which
 * @param kind {@code source.kind}: dns, dht, mdns, known, ...
 * @param role when it is asked
 * @param rank higher is dialled first
 * @param realms what it serves; empty means every realm
 * @param state the worse of what it says and what the hub measured
 * @param reason why, for a person
 * @param finds whether it can look up
 * @param announces whether it can announce
 * @param paused whether the operator paused it
 * @param lastFault its last error
 * @param figures the hub's counters for it and its own gauges
 * @param serving labels of the topics it serves now
 */
public record SourceReport(
    SourceId id,
    String kind,
    SourceRole role,
    int rank,
    Set<String> realms,
    SourceState state,
    String reason,
    boolean finds,
    boolean announces,
    boolean paused,
    Optional<SourceFault> lastFault,
    SortedMap<String, Long> figures,
    List<String> serving) {}
