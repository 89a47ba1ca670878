package io.waggle.api.server;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.net.PeerAddress;
import java.util.List;
import java.util.SortedMap;

/**
 * A server as it stands.
 *
 * @param name its name
 * @param kind what it speaks
 * @param state UP, or DEGRADED, DOWN or DISABLED with a reason
 * @param reason for a person; empty when UP
 * @param bound what it listens on
 * @param missing ports it is to listen on and can't, with the reason; tried again
 * @param peers stored now
 * @param names stored now; one that has IPv4 and IPv6 peers may count twice
 * @param subscribers to be told of new peers
 * @param used by name of the limit: how much is in use
 * @param limits by name: the limit, 0 for none
 * @param counters what has happened since the start
 */
public record ServerReport(
    String name,
    String kind,
    SourceState state,
    String reason,
    List<PeerAddress> bound,
    SortedMap<Integer, String> missing,
    long peers,
    long names,
    long subscribers,
    SortedMap<String, Long> used,
    SortedMap<String, Long> limits,
    SortedMap<String, Long> counters) {}
