package io.waggle.kademliadht.driver;

import io.waggle.api.dht.NodeId;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.core.IdPolicy;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.Quota;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A DHT on loopback, with a thread of its own for what may block. */
public final class LocalDht implements AutoCloseable {

  final DhtHost host;
  private final ScheduledExecutorService background;

  private LocalDht(DhtHost host, ScheduledExecutorService background) {
    this.host = host;
    this.background = background;
  }

  /** With nodes to begin with. */
  public static LocalDht open(String name, List<PeerAddress> bootstrap) throws IOException {
    return open(settings(name, bootstrap, Optional.empty()));
  }

  static DhtSettings settings(String name, List<PeerAddress> bootstrap, Optional<Path> file) {
    return new DhtSettings(
        name,
        0,
        List.of(InetAddress.getLoopbackAddress()),
        false,
        Optional.empty(),
        bootstrap.stream().map(a -> HostAndPort.parse(a.toString())).toList(),
        NodeConfig.server(Family.V4, NodeId.of(0, 0, 0)).with(IdPolicy.ANY),
        Quota.DEFAULT,
        file,
        Duration.ofMinutes(10));
  }

  static LocalDht open(DhtSettings settings) throws IOException {
    return open(settings, WaggleClock.system());
  }

  static LocalDht open(DhtSettings settings, WaggleClock clock) throws IOException {
    ScheduledExecutorService background =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "test-dht-background");
              thread.setDaemon(true);
              return thread;
            });
    SecureRandom random = new SecureRandom();
    Environment environment =
        new Environment(
            clock,
            random::nextLong,
            new PlatformVerifier(),
            background,
            new SystemResolver(),
            Optional.empty());
    return new LocalDht(DhtHost.open(settings, environment), background);
  }

  /** As others use it. */
  public DhtClient client() {
    return new DhtClient(host);
  }

  /** Where it stands. */
  public PeerAddress address() {
    return PeerAddress.of(host.local().get(0));
  }

  @Override
  public void close() {
    host.close();
    background.shutdownNow();
  }
}
