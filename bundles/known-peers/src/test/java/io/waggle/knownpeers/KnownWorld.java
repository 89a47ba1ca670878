package io.waggle.knownpeers;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.testkit.discovery.Eventually;
import io.waggle.testkit.discovery.FinderFixture;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.time.VirtualTime;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A source on virtual time with a resolver and a swarm of the test's own. */
final class KnownWorld implements FinderFixture {

  final VirtualTime time = new VirtualTime();
  final Map<String, List<InetAddress>> names = new HashMap<>();
  final KnownPeers peers;

  KnownWorld(Optional<Path> file, String... listed) {
    peers = new KnownPeers(settings(listed), file, this::resolve, time, time);
  }

  static KnownPeersSettings settings(String... listed) {
    return new KnownPeersSettings(
        List.of(listed).stream().map(HostAndPort::parse).toList(),
        Set.of(),
        true,
        3,
        Duration.ofDays(30),
        Duration.ofMinutes(5));
  }

  private CompletionStage<List<InetAddress>> resolve(String host) {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    time.execute(
        () -> {
          if (names.containsKey(host)) {
            answer.complete(names.get(host));
          } else {
            answer.completeExceptionally(new UnknownHostException(host));
          }
        });
    return answer;
  }

  static InetAddress ip(String text) {
    return PeerAddress.parse(text + ":1").host();
  }

  /** The swarm tells that a connection was made. */
  void connected(Topic topic, String address, boolean initiator) {
    ConnectionInfo info =
        new ConnectionInfo(
            1,
            "main",
            Optional.empty(),
            PeerAddress.parse(address),
            initiator,
            "tcp",
            "none",
            Set.of(topic),
            Set.of(),
            0,
            0,
            Duration.ZERO);
    Connection connection =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, args) -> info);
    peers.event(new SwarmEvent.Connected("main", connection));
    peers.event(new SwarmEvent.Closed("main", info, CloseReason.valueOf("LOCAL")));
  }

  RecordingSink ask(Topic topic) {
    RecordingSink sink = new RecordingSink();
    peers.find(new FindRequest(topic, 100, Urgency.NOW), sink);
    time.runDue();
    return sink;
  }

  List<String> named(Topic topic) {
    return ask(topic).calls().stream()
        .flatMap(call -> call.address().stream())
        .map(PeerAddress::toString)
        .toList();
  }

  @Override
  public KnownPeers finder() {
    return peers;
  }

  @Override
  public PeerAddress place(Topic topic, int port) {
    connected(topic, "192.0.2.1:" + port, true);
    return PeerAddress.parse("192.0.2.1:" + port);
  }

  @Override
  public Eventually eventually() {
    return Eventually.virtual(time);
  }

  @Override
  public void reconfigure() {
    peers.apply(settings());
  }

  @Override
  public void close() {
    peers.close();
  }
}
