package io.waggle.api.swarm;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A swarm as it stands.
 *
 * @param name its name
 * @param id its id
 * @param state UP, or DEGRADED with a reason (a port in use, an unknown key, no transport, ...)
 * @param reason for a person; empty when UP
 * @param listening by transport: the address bound
 * @param topics joined, with their options
 * @param peers every address it keeps in mind
 * @param connections open ones
 * @param used by name of the limit: how much is in use
 * @param limits by name: the limit, 0 for none
 * @param counters what has happened since the start
 */
public record SwarmReport(
    String name,
    PeerId id,
    io.waggle.api.discovery.SourceState state,
    String reason,
    Map<String, PeerAddress> listening,
    Map<Topic, SwarmJoinOptions> topics,
    List<PeerReport> peers,
    List<ConnectionInfo> connections,
    SortedMap<String, Long> used,
    SortedMap<String, Long> limits,
    SortedMap<String, Long> counters) {}
