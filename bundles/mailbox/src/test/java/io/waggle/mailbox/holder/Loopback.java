package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;

import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.NodeId;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.core.IdPolicy;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.driver.DhtClient;
import io.waggle.kademliadht.driver.DhtHost;
import io.waggle.kademliadht.driver.DhtSettings;
import io.waggle.kademliadht.driver.Environment;
import io.waggle.kademliadht.driver.PlatformVerifier;
import io.waggle.kademliadht.driver.SystemResolver;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.Quota;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real nodes of the DHT on loopback, with holders or without, all on a few threads. */
final class Loopback implements AutoCloseable {

  static final String NETWORK = "mail";

  /** A node, and its holder if it has one. */
  static final class Node {
    final DhtHost host;
    final DhtService dht;
    final Metrics metrics = new Metrics();
    Optional<DhtHolder> holder = Optional.empty();

    Node(DhtHost host) {
      this.host = host;
      this.dht = new DhtClient(host);
    }

    PeerAddress address() {
      return PeerAddress.of(host.local().get(0));
    }

    void hold(HolderSettings settings, ScheduledExecutorService executor) throws IOException {
      HolderSite site = new HolderSite(CRYPTO, WaggleClock.system(), executor, dht, metrics);
      DhtHolder opened = DhtHolder.open(settings, site);
      holder = Optional.of(opened);
      host.addHandler(opened);
    }

    void release() throws IOException {
      if (holder.isPresent()) {
        host.removeHandler(holder.get());
        holder.get().close();
        holder = Optional.empty();
      }
    }
  }

  final ScheduledExecutorService executor =
      new ScheduledThreadPoolExecutor(
          4,
          task -> {
            Thread thread = new Thread(task, "test-mail");
            thread.setDaemon(true);
            return thread;
          });
  final List<Node> nodes = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  Node open() throws IOException {
    List<HostAndPort> bootstrap =
        nodes.stream().limit(1).map(n -> HostAndPort.parse(n.address().toString())).toList();
    DhtSettings settings =
        new DhtSettings(
            "n" + nodes.size(),
            0,
            List.of(InetAddress.getLoopbackAddress()),
            false,
            Optional.empty(),
            bootstrap,
            NodeConfig.server(Family.V4, NodeId.of(0, 0, 0)).with(IdPolicy.ANY),
            Quota.DEFAULT,
            Optional.empty(),
            Duration.ofMinutes(10));
    Environment environment =
        new Environment(
            WaggleClock.system(),
            random::nextLong,
            new PlatformVerifier(),
            executor,
            new SystemResolver(),
            Optional.empty());
    Node node = new Node(DhtHost.open(settings, environment));
    nodes.add(node);
    return node;
  }

  void hold(Node node, Path folder) throws IOException {
    node.hold(HolderSettings.of(folder, NETWORK), executor);
  }

  void awaitReady() throws Exception {
    for (Node node : nodes) {
      node.dht.ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    for (Node node : nodes) {
      node.release();
      node.host.close();
    }
    executor.shutdownNow();
  }
}
