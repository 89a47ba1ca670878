package io.waggle.maildemo;

import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.NodeId;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.driver.DhtClient;
import io.waggle.kademliadht.driver.DhtHost;
import io.waggle.kademliadht.driver.DhtSettings;
import io.waggle.kademliadht.driver.Environment;
import io.waggle.kademliadht.driver.PlatformVerifier;
import io.waggle.kademliadht.driver.SystemResolver;
import io.waggle.kademliadht.store.Quota;
import io.waggle.mailbox.holder.DhtHolder;
import io.waggle.mailbox.holder.HolderSettings;
import io.waggle.mailbox.holder.HolderSite;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A mail node: a node of the DHT on a port of loopback, and a holder on it. */
final class DemoNode implements AutoCloseable {

  final DhtHost host;
  final DhtService dht;
  final PeerAddress address;
  private final DhtHolder holder;

  private DemoNode(DhtHost host, DhtService dht, DhtHolder holder) {
    this.host = host;
    this.dht = dht;
    this.holder = holder;
    this.address = PeerAddress.of(host.local().get(0));
  }

  /**
   * Starts it.
   *
   * @param folder where it keeps what it is given, and remembers its neighbours
   * @param bootstrap some nodes to begin with, none for the first one
   */
  static DemoNode start(DemoSite site, Path folder, List<PeerAddress> bootstrap)
      throws IOException {
    DhtSettings settings =
        new DhtSettings(
            folder.getFileName().toString(),
            0,
            List.of(InetAddress.getLoopbackAddress()),
            false,
            Optional.empty(),
            bootstrap.stream().map(a -> HostAndPort.parse(a.toString())).toList(),
            NodeConfig.compact(NodeId.of(0, 0, 0)),
            Quota.DEFAULT,
            Optional.of(folder.resolve("table")),
            Duration.ofMinutes(10));
    Environment environment =
        new Environment(
            site.clock(),
            site.random()::nextLong,
            new PlatformVerifier(),
            site.executor(),
            new SystemResolver(),
            Optional.empty());
    DhtHost host = DhtHost.open(settings, environment);
    DhtService dht = new DhtClient(host);
    DhtHolder holder =
        DhtHolder.open(
            HolderSettings.of(folder.resolve("held"), DemoSite.NETWORK),
            new HolderSite(site.crypto(), site.clock(), site.executor(), dht, new Metrics()));
    host.addHandler(holder);
    return new DemoNode(host, dht, holder);
  }

  /** Ends it without a word to anybody; what it holds stays on its disk. */
  @Override
  public void close() throws IOException {
    host.removeHandler(holder);
    holder.close();
    host.close();
  }
}
