package io.waggle.api.swarm;

import io.waggle.api.discovery.SourceId;
import io.waggle.api.net.PeerAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of the story of a peer or topic.
 *
 * @param at when
 * @param step one word: found, dialled, refused, connected, ...
 * @param address whose
 * @param source who, where a source was concerned
 * @param detail for a person
 */
public record TrailEntry(
    Instant at,
    String step,
    Optional<PeerAddress> address,
    Optional<SourceId> source,
    String detail) {}
