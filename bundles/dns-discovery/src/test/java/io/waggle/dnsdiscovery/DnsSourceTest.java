package io.waggle.dnsdiscovery;

import static io.waggle.dnsdiscovery.UdpWorld.EVENTUALLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.discovery.RecordingSink;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On real sockets. */
class DnsSourceTest {

  private static final Topic TOPIC = Topic.named("dns source");
  private static final FindRequest REQUEST = new FindRequest(TOPIC, 100, Urgency.NOW);

  private static ClientSettings withSocket(ClientSettings old, List<InetAddress> bind, int port) {
    return new ClientSettings(
        old.servers(),
        old.domain(),
        Duration.ofMillis(700),
        3,
        old.interval(),
        old.queriesPerSecond(),
        bind,
        port,
        "");
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Test
  void aPushComesThrough() throws Exception {
    try (UdpWorld world = new UdpWorld()) {
      RecordingSink sink = new RecordingSink();
      try (Round round = world.source.find(REQUEST, sink)) {
        assertThat(round).isNotNull();
        EVENTUALLY.until("subscribed", () -> world.server.subscribed(TOPIC.label()) == 1);
        PeerAddress peer = PeerAddress.parse("198.51.100.1:4000");
        world.push(TOPIC, peer);
        EVENTUALLY.until("pushed", () -> sink.found().contains(peer));
        EVENTUALLY.until("acknowledged", () -> !world.server.acknowledged().isEmpty());
      }
    }
  }

  @Test
  void anotherPortKeepsTheRoundsOpen() throws Exception {
    try (UdpWorld world = new UdpWorld()) {
      int port = freePort();
      RecordingSink sink = new RecordingSink();
      try (Round round = world.source.find(REQUEST, sink)) {
        assertThat(round).isNotNull();
        EVENTUALLY.until("subscribed", () -> world.server.subscribed(TOPIC.label()) == 1);
        world.source.apply(withSocket(world.settings(), List.of(), port));
        assertThat(world.source.local().get(0).getPort()).isEqualTo(port);
        EVENTUALLY.until("again", () -> world.server.subscribed(TOPIC.label()) == 2);
        assertThat(sink.calls()).noneMatch(c -> c.kind() == RecordingSink.Kind.FAILED);
      }
    }
  }

  @Test
  void aTakenPortIsNamedAndLeavesTheRestRunning() throws Exception {
    try (UdpWorld world = new UdpWorld();
        DatagramSocket taken = new DatagramSocket(0)) {
      int port = taken.getLocalPort();
      world.source.apply(withSocket(world.settings(), List.of(), port));
      assertThat(world.source.status().state()).isEqualTo(SourceState.DOWN);
      assertThat(world.source.status().reason()).contains("'port' " + port);
      assertThatThrownBy(() -> world.source.find(REQUEST, new RecordingSink()))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(String.valueOf(port));
      world.source.apply(withSocket(world.settings(), List.of(), 0));
      EVENTUALLY.until("up again", () -> world.source.status().state() == SourceState.UP);
    }
  }

  @Test
  void aServerOnIpv6IsReachedByTheSameSocketOrByOneOfItsOwn() throws Exception {
    try (UdpWorld world = new UdpWorld("::1")) {
      EVENTUALLY.until("up", () -> world.source.status().state() == SourceState.UP);
      List<InetAddress> both =
          List.of(PeerAddress.parse("127.0.0.1:0").host(), PeerAddress.parse("[::1]:0").host());
      world.source.apply(withSocket(world.settings(), both, 0));
      assertThat(world.source.local()).hasSize(2);
      world.place(TOPIC, 4000);
      RecordingSink sink = new RecordingSink();
      try (Round round = world.source.find(REQUEST, sink)) {
        assertThat(round).isNotNull();
        EVENTUALLY.until("found", () -> !sink.found().isEmpty());
      }
    }
  }

  @Test
  void closingTakesBackWhatIsAnnounced() throws Exception {
    try (UdpWorld world = new UdpWorld()) {
      var announcement = world.source.announce(new AnnounceRequest(TOPIC, 3282, Optional.empty()));
      announcement.publish().toCompletableFuture().get(10, TimeUnit.SECONDS);
      EVENTUALLY.until("listed", () -> world.server.peers(TOPIC.label()).size() == 1);
      world.source.close();
      EVENTUALLY.until("gone", () -> world.server.peers(TOPIC.label()).isEmpty());
      assertThat(announcement.withdraw().toCompletableFuture()).isDone();
      assertThatThrownBy(() -> world.source.find(REQUEST, new RecordingSink()))
          .isInstanceOf(SourceException.class);
    }
  }

  @Test
  void statusNamesTheServerThatIsDown() throws Exception {
    try (UdpWorld world = new UdpWorld()) {
      EVENTUALLY.until("up", () -> world.source.status().state() == SourceState.UP);
      world.server.dead = true;
      world.source.apply(withSocket(world.settings(), List.of(), 0));
      RecordingSink sink = new RecordingSink();
      try (Round round = world.source.find(REQUEST, sink)) {
        assertThat(round).isNotNull();
        EVENTUALLY.until("failed", sink::ended);
      }
      EVENTUALLY.until("down", () -> world.source.status().state() == SourceState.DOWN);
      assertThat(world.source.status().reason()).contains("127.0.0.1:" + world.serverPort());
    }
  }
}
