package io.waggle.mailbox.direct;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.handshake.noise.NodeIdentity;
import io.waggle.handshake.noise.NoiseHandshake;
import io.waggle.swarmconnector.SwarmEngine;
import io.waggle.swarmconnector.SwarmRuntime;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.swarmconnector.TcpTransport;
import io.waggle.testkit.swarm.MemoryNetwork;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Real swarms in memory that find each other at once, by what each announces. */
public final class TownSquare {

  private static final SourceId SOURCE = new SourceId("square");

  /** Everything announced, ended joins included, as in a DHT. */
  public final Map<Topic, Set<PeerAddress>> announced = new HashMap<>();

  /** Every topic that was looked up, in order. */
  public final List<Topic> lookedUp = new ArrayList<>();

  public final MemoryNetwork network;
  private final Crypto crypto;
  private final VirtualTime time;

  public TownSquare(Crypto crypto, VirtualTime time) {
    this.crypto = crypto;
    this.time = time;
    this.network = new MemoryNetwork(time);
  }

  /** A swarm of a node with a new key. */
  public SwarmEngine swarm(String host) {
    NodeIdentity identity = new NodeIdentity(crypto, crypto.random(NodeIdentity.SEED));
    return swarm(host, new NoiseHandshake(crypto, identity, NoiseHandshake.Settings.open()));
  }

  public SwarmEngine swarm(String host, Handshake handshake) {
    SwarmSettings settings =
        SwarmSettings.named("mail").with(new SwarmSettings.Listen(Optional.empty(), 6882, true));
    SwarmEngine swarm =
        new SwarmEngine(
            settings, new SwarmRuntime(time, time, time, time, bytes -> {}, new Metrics()));
    swarm.addTransport(network.transport("tcp", host), TcpTransport.PREFERENCE, Duration.ZERO);
    swarm.handshake(Optional.of(handshake));
    swarm.discovery(Optional.of(new Hub(host)));
    swarm.start();
    time.runDue();
    return swarm;
  }

  private final class Hub implements Discovery {

    private final String host;

    Hub(String host) {
      this.host = host;
    }

    @Override
    public Join join(Topic topic, JoinOptions options, SightingListener listener) {
      List<Sighting> seen = new ArrayList<>();
      if (options.announcePort().isPresent()) {
        announced
            .computeIfAbsent(topic, t -> new LinkedHashSet<>())
            .add(PeerAddress.parse(host + ":" + options.announcePort().getAsInt()));
      }
      if (options.lookup()) {
        lookedUp.add(topic);
        announced.getOrDefault(topic, Set.of()).forEach(peer -> seen.add(sighting(topic, peer)));
      }
      seen.forEach(listener::found);
      return new SquareJoin(topic, seen);
    }

    private Sighting sighting(Topic topic, PeerAddress peer) {
      Claim claim =
          new Claim(
              SOURCE,
              time.instant(),
              time.instant().plus(Duration.ofMinutes(30)),
              Optional.empty(),
              Optional.empty(),
              0);
      return Sighting.of(topic, peer, Map.of(SOURCE, claim));
    }

    @Override
    public Collection<JoinReport> joins() {
      return List.of();
    }

    @Override
    public Collection<SourceReport> sources() {
      return List.of();
    }

    @Override
    public CompletionStage<ProbeReport> probe(SourceId source, Topic topic) {
      return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public void pause(SourceId source, boolean paused) {}
  }

  private record SquareJoin(Topic topic, Collection<Sighting> sightings) implements Join {

    @Override
    public void update(JoinOptions options) {}

    @Override
    public void refresh() {}

    @Override
    public CompletionStage<Outcome> flushed() {
      return CompletableFuture.completedFuture(outcome());
    }

    @Override
    public Outcome outcome() {
      Outcome.Kind kind = sightings.isEmpty() ? Outcome.Kind.NO_RESULT : Outcome.Kind.SOME;
      return new Outcome(kind, sightings.size(), Map.of());
    }

    @Override
    public CompletionStage<List<SourceWithdrawal>> leave() {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public void close() {}
  }
}
