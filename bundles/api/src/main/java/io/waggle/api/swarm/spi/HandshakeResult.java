package io.waggle.api.swarm.spi;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import java.util.Optional;

/**
 * How a handshake ended well.
 *
 * @param remoteId who the peer is; empty when the handshake tells none, and duplicates are then
 *     told by address
 * @param topic the topic the handshake settled on; if present, duplicates are counted per topic
 * @param wire what the application reads and writes; the same or a wrapped one
 */
public record HandshakeResult(Optional<PeerId> remoteId, Optional<Topic> topic, Wire wire) {}
