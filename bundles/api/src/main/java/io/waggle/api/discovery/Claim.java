package io.waggle.api.discovery;

import io.waggle.api.net.PeerAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One source's word that a peer is at an address.
 *
 * @param source who says so, stamped by the hub
 * @param firstSeen when it said so first
 * @param expires when the word lapses unless it is renewed
 * @param via the server or node that told the source
 * @param id the peer's id, where the source carries ids
 * @param rank the source's {@code source.rank}: higher is dialled first
 */
public record Claim(
    SourceId source,
    Instant firstSeen,
    Instant expires,
    Optional<PeerAddress> via,
    Optional<PeerId> id,
    int rank) {}
