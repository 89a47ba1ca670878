package io.waggle.api.swarm.spi;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import java.util.Collection;
import java.util.Optional;

/**
 * What a handshake has to know.
 *
 * @param swarm the swarm's name
 * @param localId who we are
 * @param initiator whether we dialled
 * @param topic the topic we dialled for; empty when we were dialled
 * @param joined every topic of the swarm
 */
public record HandshakeRequest(
    String swarm,
    PeerId localId,
    boolean initiator,
    Optional<Topic> topic,
    Collection<Topic> joined) {}
