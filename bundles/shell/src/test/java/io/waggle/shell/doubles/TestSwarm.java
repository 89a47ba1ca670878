package io.waggle.shell.doubles;

import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.swarm.SwarmReport;
import io.waggle.api.swarm.TrailEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A swarm that keeps what it is told and does nothing. */
public final class TestSwarm implements Swarm {

  public final Map<Topic, SwarmJoinOptions> topics = new LinkedHashMap<>();
  public final List<PeerReport> peers = new ArrayList<>();
  public final List<TestConnection> connections = new ArrayList<>();
  public final List<TrailEntry> trail = new ArrayList<>();
  public final List<SourceWithdrawal> withdrawals = new ArrayList<>();
  public final List<SwarmListener> listeners = new ArrayList<>();
  public final Map<String, PeerAddress> listening = new LinkedHashMap<>();
  public final CompletableFuture<Outcome> flushed = new CompletableFuture<>();
  public SourceState state = SourceState.UP;
  public String reason = "";
  private final String name;

  public TestSwarm(String name) {
    this.name = name;
    listening.put("tcp", PeerAddress.parse("0.0.0.0:3282"));
  }

  public void emit(SwarmEvent event) {
    listeners.forEach(l -> l.event(event));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PeerId id() {
    return PeerId.parse("ab".repeat(32));
  }

  @Override
  public OptionalInt port() {
    return OptionalInt.of(3282);
  }

  @Override
  public SwarmJoin join(Topic topic, SwarmJoinOptions options) {
    topics.put(topic, options);
    return new TestJoin(topic);
  }

  @Override
  public void addPeer(Topic topic, PeerAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removePeer(PeerAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Registration listen(SwarmListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Collection<Connection> connections() {
    return List.copyOf(connections);
  }

  @Override
  public SwarmReport report() {
    return new SwarmReport(
        name,
        id(),
        state,
        reason,
        Map.copyOf(listening),
        topics,
        List.copyOf(peers),
        connections.stream().map(TestConnection::info).toList(),
        new TreeMap<>(Map.of("connections", (long) connections.size())),
        new TreeMap<>(Map.of("connections", 64L)),
        new TreeMap<>(Map.of("dials", 5L)));
  }

  @Override
  public List<TrailEntry> trail(PeerAddress address) {
    return trail.stream().filter(t -> t.address().filter(address::equals).isPresent()).toList();
  }

  @Override
  public List<TrailEntry> trail(Topic topic) {
    return List.copyOf(trail);
  }

  @Override
  public void close() {}

  private final class TestJoin implements SwarmJoin {

    private final Topic topic;

    TestJoin(Topic topic) {
      this.topic = topic;
    }

    @Override
    public Topic topic() {
      return topic;
    }

    @Override
    public CompletionStage<Outcome> flushed() {
      return flushed;
    }

    @Override
    public CompletionStage<List<SourceWithdrawal>> leave() {
      topics.remove(topic);
      return CompletableFuture.completedFuture(List.copyOf(withdrawals));
    }

    @Override
    public void close() {
      topics.remove(topic);
    }
  }
}
