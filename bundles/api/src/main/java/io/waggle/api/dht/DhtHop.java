package io.waggle.api.dht;

import java.time.Duration;
import java.util.Optional;

/**
 * A node that a lookup has asked.
 *
 * @param node which
 * @param source who named it; empty for a node of our own table
 * @param hops 1 for a node of our own table, 2 for one named by such a node, and so on
 * @param state what became of it: OK, IN_FLIGHT, STALLED, GAVE_UP, DEAD or EXCLUDED
 * @param asked when, from the start of the lookup
 * @param answered when it answered, from the start of the lookup
 */
public record DhtHop(
    DhtPeerNode node,
    Optional<NodeId> source,
    int hops,
    String state,
    Duration asked,
    Optional<Duration> answered) {}
