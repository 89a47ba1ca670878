package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.time.WaggleClock;
import java.util.Optional;

/**
 * How a connection came about; never changes.
 *
 * @param number counts up within the swarm
 * @param swarm the swarm's name
 * @param lane its transport
 * @param handshake the name of the handshake
 * @param peer who it is, if the handshake told
 * @param topic what the handshake settled on, if it did
 * @param dialled what we dialled; empty if we were dialled
 * @param clock of the swarm
 * @param since when the handshake was done
 */
record Origin(
    long number,
    String swarm,
    Lane lane,
    String handshake,
    Optional<PeerId> peer,
    Optional<Topic> topic,
    Optional<PeerEntry> dialled,
    WaggleClock clock,
    long since) {

  DuplicateRule.Side side() {
    return new DuplicateRule.Side(lane.preference(), dialled.isPresent());
  }
}
