package io.waggle.api.swarm;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A connection as it stands.
 *
 * @param number counts up within the swarm, from 1
 * @param swarm the swarm's name
 * @param peer the remote id, if the handshake tells one
 * @param address the remote address as the transport sees it
 * @param initiator whether we dialled
 * @param transport tcp, utp, ...
 * @param handshake the name of the handshake
 * @param topics known ones; an incoming peer does not say which topic it comes for
 * @param sources who had found the peer; empty for an incoming one nobody had named
 * @param bytesIn application bytes read
 * @param bytesOut application bytes written
 * @param age since the handshake was done
 */
public record ConnectionInfo(
    long number,
    String swarm,
    Optional<PeerId> peer,
    PeerAddress address,
    boolean initiator,
    String transport,
    String handshake,
    Set<Topic> topics,
    Set<SourceId> sources,
    long bytesIn,
    long bytesOut,
    Duration age) {}
