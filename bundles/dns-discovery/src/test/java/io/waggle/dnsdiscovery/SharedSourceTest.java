package io.waggle.dnsdiscovery;

import static io.waggle.dnsdiscovery.UdpWorld.EVENTUALLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.udpmux.SharedSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source on a socket that it shares with others. */
class SharedSourceTest {

  private static final Topic TOPIC = Topic.named("shared source");

  private UdpWorld world;
  private SharedSocket shared;

  @BeforeEach
  void open() throws Exception {
    world = new UdpWorld();
    shared = socket();
  }

  @AfterEach
  void close() {
    world.close();
    shared.close();
  }

  private static SharedSocket socket() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return SharedSocket.open("test", List.of(any), WaggleClock.system(), new Metrics());
  }

  private int port(SharedSocket socket) {
    return socket.local().get(0).port();
  }

  private void share() {
    world.shared.put("main", shared);
    world.source.apply(world.settings().on("main"));
  }

  @Test
  void serversSeeTheSharedPortAndPushesComeThrough() {
    share();
    RecordingSink sink = new RecordingSink();
    try (Round round = world.source.find(new FindRequest(TOPIC, 100, Urgency.NOW), sink)) {
      assertThat(round).isNotNull();
      EVENTUALLY.until("subscribed", () -> world.server.subscribed(TOPIC.label()) == 1);
      assertThat(world.server.told().get(0).from().getPort()).isEqualTo(port(shared));
      PeerAddress peer = PeerAddress.parse("198.51.100.1:4000");
      world.push(TOPIC, peer);
      EVENTUALLY.until("pushed", () -> sink.found().contains(peer));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The server answers before it takes what it is told. */
  private Optional<String> announced() {
    EVENTUALLY.until("told", () -> !world.server.told().isEmpty());
    return world.server.told().get(0).attributes().text("announce");
  }

  @Test
  void itsOwnPortIsAnnouncedAsTheOneThatTheServerSees() throws Exception {
    share();
    var announcement =
        world.source.announce(new AnnounceRequest(TOPIC, port(shared), Optional.empty()));
    announcement.publish().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(announced()).contains("0");
    PeerAddress us = PeerAddress.parse("127.0.0.1:" + port(shared));
    EVENTUALLY.until("listed", () -> world.server.peers(TOPIC.label()).equals(Set.of(us)));
    assertThat(announcement.withdraw().toCompletableFuture().get(10, TimeUnit.SECONDS).removedNow())
        .isTrue();
    EVENTUALLY.until("gone", () -> world.server.peers(TOPIC.label()).isEmpty());
  }

  @Test
  void anotherPortIsAnnouncedAsItIs() throws Exception {
    share();
    var announcement = world.source.announce(new AnnounceRequest(TOPIC, 4000, Optional.empty()));
    announcement.publish().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(announced()).contains("4000");
  }

  @Test
  void itIsDownWithoutTheSocketAndUpWhenOneComes() throws Exception {
    world.source.apply(world.settings().on("main"));
    assertThat(world.source.status().state()).isEqualTo(SourceState.DOWN);
    assertThat(world.source.status().reason()).contains("'udp' main");
    world.shared.put("main", shared);
    world.source.sharedChanged("other");
    assertThat(world.source.status().state()).isEqualTo(SourceState.DOWN);
    world.source.sharedChanged("main");
    EVENTUALLY.until("up", () -> world.source.status().state() == SourceState.UP);
    world.shared.clear();
    world.source.sharedChanged("main");
    assertThat(world.source.status().state()).isEqualTo(SourceState.DOWN);
  }

  @Test
  void roundsStayOpenWhenTheSharedSocketIsReplaced() throws Exception {
    share();
    RecordingSink sink = new RecordingSink();
    try (Round round = world.source.find(new FindRequest(TOPIC, 100, Urgency.NOW), sink);
        SharedSocket next = socket()) {
      assertThat(round).isNotNull();
      EVENTUALLY.until("subscribed", () -> world.server.subscribed(TOPIC.label()) == 1);
      world.shared.put("main", next);
      world.source.sharedChanged("main");
      shared.close();
      EVENTUALLY.until("again", () -> world.server.subscribed(TOPIC.label()) == 2);
      assertThat(sink.calls()).noneMatch(c -> c.kind() == RecordingSink.Kind.FAILED);
      world.source.close();
    }
  }

  @Test
  void aSourceThatIsClosedDoesNotComeBackWithASocket() {
    share();
    world.source.close();
    world.source.sharedChanged("main");
    assertThat(world.source.local()).isEmpty();
  }
}
