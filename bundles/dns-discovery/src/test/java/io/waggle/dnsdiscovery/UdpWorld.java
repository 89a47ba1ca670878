package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.common.udp.UdpLoop;
import io.waggle.testkit.discovery.Eventually;
import io.waggle.testkit.discovery.SocketWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A server and two sources that ask it. */
final class UdpWorld extends SocketWorld<DnsSource> {

  static final Eventually EVENTUALLY = Eventually.real(Duration.ofSeconds(20));

  final FakeServer server = new FakeServer();
  final Metrics metrics = new Metrics();
  final Map<String, UdpMux> shared = new ConcurrentHashMap<>();
  private final UdpLoop serverLoop;
  private ClientSettings settings;
  final DnsSource source;

  UdpWorld() throws IOException {
    this("127.0.0.1");
  }

  /** With the server at a literal address of this host. */
  UdpWorld(String host) throws IOException {
    super(DnsSource::close);
    serverLoop =
        UdpLoop.open(
            "server",
            List.of(new InetSocketAddress(InetAddress.getByName(host), 0)),
            server,
            WaggleClock.system());
    settings = ClientSettings.of(List.of(new ServerSpec(host, List.of(serverPort()))));
    source = source();
  }

  int serverPort() {
    return serverLoop.local().get(0).getPort();
  }

  @Override
  protected DnsSource open(int number) {
    return DnsSource.open(
        "client",
        settings,
        WaggleClock.system(),
        new SecureRandom(),
        new SystemResolver(scheduler()),
        number == 0 ? metrics : new Metrics(),
        scheduler(),
        name -> Optional.ofNullable(shared.get(name)));
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
    super.close();
    serverLoop.close();
  }
}
