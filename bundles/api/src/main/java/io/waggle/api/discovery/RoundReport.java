package io.waggle.api.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One round of one source at one topic.
 *
 * @param started when it was asked
 * @param took until it ended; empty while it goes on
 * @param firstPeer until it named its first peer
 * @param found how many addresses it named
 * @param firstSeen how many of them nobody had named before
 * @param filtered how many were dropped by a rule
 * @param fault why it failed, if it did
 */
public record RoundReport(
    Instant started,
    Optional<Duration> took,
    Optional<Duration> firstPeer,
    int found,
    int firstSeen,
    int filtered,
    Optional<SourceFault> fault) {}
