package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.common.udp.UdpLoop;
import io.waggle.testkit.discovery.AnnouncerFixture;
import io.waggle.testkit.discovery.Eventually;
import io.waggle.testkit.discovery.FinderFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A server and two sources on real sockets. */
final class UdpWorld implements FinderFixture, AnnouncerFixture {

  static final Eventually EVENTUALLY = Eventually.real(Duration.ofSeconds(20));

  final FakeServer server = new FakeServer();
  final Metrics metrics = new Metrics();
  final Map<String, UdpMux> shared = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final UdpLoop serverLoop;
  private final List<DnsSource> sources = new ArrayList<>();
  private ClientSettings settings;
  final DnsSource source;

  UdpWorld() throws IOException {
    this("127.0.0.1");
  }

  /** With the server at a literal address of this host. */
  UdpWorld(String host) throws IOException {
    serverLoop =
        UdpLoop.open(
            "server",
            List.of(new InetSocketAddress(InetAddress.getByName(host), 0)),
            server,
            WaggleClock.system());
    settings = ClientSettings.of(List.of(new ServerSpec(host, List.of(serverPort()))));
    source = open(metrics);
  }

  int serverPort() {
    return serverLoop.local().get(0).getPort();
  }

  private DnsSource open(Metrics figures) {
    DnsSource opened =
        DnsSource.open(
            "client",
            settings,
            WaggleClock.system(),
            new SecureRandom(),
            new SystemResolver(scheduler),
            figures,
            scheduler,
            name -> Optional.ofNullable(shared.get(name)));
    sources.add(opened);
    return opened;
  }

  @Override
  public PeerFinder finder() {
    return source;
  }

  @Override
  public PeerAnnouncer announcer() {
    return source;
  }

  @Override
  public PeerFinder observer() {
    return sources.size() > 1 ? sources.get(1) : open(new Metrics());
  }

  @Override
  public PeerAddress place(Topic topic, int port) {
    PeerAddress peer = PeerAddress.parse("127.0.0.1:" + port);
    server.peers(topic.label()).add(peer);
    return peer;
  }

  /** A peer that the server learns of now. */
  void push(Topic topic, PeerAddress peer) {
    serverLoop.execute(out -> server.push(topic.label(), peer, out));
  }

  @Override
  public boolean continuous() {
    return true;
  }

  @Override
  public Eventually eventually() {
    return EVENTUALLY;
  }

  @Override
  public void reconfigure() {
    settings =
        new ClientSettings(
            settings.servers(),
            settings.domain(),
            settings.timeout().plus(Duration.ofMillis(100)),
            settings.tries(),
            settings.interval().plus(Duration.ofSeconds(1)),
            settings.queriesPerSecond() + 1,
            settings.bind(),
            settings.port(),
            settings.udp());
    source.apply(settings);
  }

  ClientSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    sources.forEach(DnsSource::close);
    serverLoop.close();
    scheduler.shutdownNow();
  }
}
