package io.waggle.swarmconnector;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** A wire that has not shaken hands yet. */
final class HalfOpen {

  final Lane lane;
  final Wire wire;

  /** Empty if we were dialled. */
  final Optional<Dial> dial;

  Future<?> deadline;
  boolean negotiating;
  boolean over;

  HalfOpen(Lane lane, Wire wire, Optional<Dial> dial) {
    this.lane = lane;
    this.wire = wire;
    this.dial = dial;
  }

  PeerAddress address() {
    return dial.map(d -> d.entry.address).orElseGet(wire::remote);
  }

  Collection<Topic> topics() {
    return dial.<Collection<Topic>>map(d -> d.entry.topics).orElse(List.of());
  }
}
