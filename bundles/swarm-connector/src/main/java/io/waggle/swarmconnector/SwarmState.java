package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.time.WaggleClock;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the parts of one swarm share. The tables are touched on the loop only. */
final class SwarmState {

  final Loop loop;
  final WaggleClock clock;
  final EventBus events;
  final Trails trails;
  final Metrics metrics;
  final PeerBook peers = new PeerBook();
  final ConnectionTable connections = new ConnectionTable();
  final Lanes lanes = new Lanes();
  private final PeerId ownId;
  private volatile Optional<PeerId> identity = Optional.empty();
  private volatile SwarmSettings settings;
  private volatile Supplier<OutsideView> outside = () -> OutsideView.UNKNOWN;

  SwarmState(SwarmSettings settings, PeerId id, Loop loop, Executor eventThread, Metrics metrics) {
    this.settings = settings;
    this.ownId = id;
    this.loop = loop;
    this.clock = loop.clock();
    this.metrics = metrics;
    this.events = new EventBus(eventThread, metrics);
    this.trails = new Trails(clock);
  }

  SwarmSettings settings() {
    return settings;
  }

  void settings(SwarmSettings newSettings) {
    settings = newSettings;
  }

  /** What the handshake says we are, or else the swarm's own id. */
  PeerId id() {
    return identity.orElse(ownId);
  }

  void identity(Optional<PeerId> newIdentity) {
    identity = newIdentity;
  }

  /** How others see us, as far as that is known at this moment. */
  OutsideView outside() {
    return outside.get();
  }

  void outside(Supplier<OutsideView> observer) {
    outside = observer;
  }

  String name() {
    return settings.name();
  }

  long now() {
    return clock.nanoTime();
  }

  void count(String counter) {
    metrics.counter(counter).increment();
  }

  /** Tells everybody that a peer was not dialled or not let in. */
  void rejected(
      PeerAddress address,
      Collection<io.waggle.api.discovery.Topic> topics,
      Optional<PeerId> peer,
      RejectReason reason,
      String message) {
    count("rejected." + reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '.'));
    trails.add(
        address,
        topics,
        reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        message);
    events.publish(new SwarmEvent.Rejected(name(), Optional.of(address), peer, reason, message));
  }
}
