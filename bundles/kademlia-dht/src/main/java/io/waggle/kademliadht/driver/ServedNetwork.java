package io.waggle.kademliadht.driver;

import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.server.NameLoad;
import io.waggle.api.server.ServerReport;
import io.waggle.api.server.ServerStatus;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A DHT node as a server: it answers strangers and keeps what they announce. */
public final class ServedNetwork implements ServerStatus {

  private final String name;
  private final DhtHost host;

  /** Over a node that runs. */
  public ServedNetwork(String name, DhtHost host) {
    this.name = name;
    this.host = host;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "dht";
  }

  @Override
  public ServerReport report() {
    DhtStatus status = host.status();
    return new ServerReport(
        name,
        kind(),
        state(status),
        status.reason(),
        status.locals().stream().map(DhtPeerNode::address).distinct().toList(),
        new TreeMap<>(),
        status.figures().getOrDefault("store.peers", 0L),
        status.figures().getOrDefault("store.topics", 0L),
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        status.figures());
  }

  /** A node serves as soon as its socket is open, whether it has found others or not. */
  private static SourceState state(DhtStatus status) {
    if (!status.reason().isEmpty()) {
      return SourceState.DEGRADED;
    }
    return status.locals().isEmpty() && status.state() == DhtState.STARTING
        ? SourceState.STARTING
        : SourceState.UP;
  }

  /** A DHT does not tell which keys it holds but by BEP 51. */
  @Override
  public CompletionStage<List<NameLoad>> top(int count) {
    return CompletableFuture.completedFuture(List.of());
  }
}
