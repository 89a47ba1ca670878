package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;

import io.waggle.api.crypto.Crypto;
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
public final class Loopback implements AutoCloseable {

  /** Name of the mail overlay. */
  public static final String NETWORK = "mail";

  /** A node, and its holder if it has one. */
  public static final class Node {
    /** The node itself. */
    public final DhtHost host;

    /** As a service. */
    public final DhtService dht;

    final Metrics metrics = new Metrics();
    Optional<DhtHolder> holder = Optional.empty();

    Node(DhtHost host) {
      this.host = host;
      this.dht = new DhtClient(host);
    }

    /** Where it listens. */
    public PeerAddress address() {
      return PeerAddress.of(host.local().get(0));
    }

    void hold(HolderSettings settings, ScheduledExecutorService executor) throws IOException {
      hold(settings, executor, CRYPTO);
    }

    void hold(HolderSettings settings, ScheduledExecutorService executor, Crypto crypto)
        throws IOException {
      HolderSite site = new HolderSite(crypto, WaggleClock.system(), executor, dht, metrics);
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

  /** What all of it runs on. */
  public final ScheduledExecutorService executor =
      new ScheduledThreadPoolExecutor(
          4,
          task -> {
            Thread thread = new Thread(task, "test-mail");
            thread.setDaemon(true);
            return thread;
          });

  /** All of them, the oldest first. */
  public final List<Node> nodes = new ArrayList<>();

  private final SecureRandom random = new SecureRandom();

  /** Opens a node that begins with the first one. */
  public Node open() throws IOException {
    return open(
        nodes.stream().limit(1).map(n -> HostAndPort.parse(n.address().toString())).toList());
  }

  /** Opens a node that begins with these. */
  public Node open(List<HostAndPort> bootstrap) throws IOException {
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
    hold(node, folder, CRYPTO);
  }

  /** Makes it a holder. */
  public void hold(Node node, Path folder, Crypto crypto) throws IOException {
    node.hold(HolderSettings.of(folder, NETWORK), executor, crypto);
  }

  /** Waits until all have a table. */
  public void awaitReady() throws Exception {
    for (Node node : nodes) {
      node.dht.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
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
