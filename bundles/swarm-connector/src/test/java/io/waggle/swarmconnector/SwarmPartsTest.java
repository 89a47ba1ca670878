package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.handshake.IdExchange;
import io.waggle.handshake.NoHandshake;
import io.waggle.testkit.swarm.ManualDiscovery;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Transports, handshakes and the hub come and go. */
class SwarmPartsTest {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Rig rig = new Rig();
  private final Rig.Node a = rig.node("192.0.2.1", "11");
  private final Rig.Node b = rig.node("192.0.2.2", "22");

  private Transport utp(Rig.Node node) {
    Transport utp = rig.network.transport("utp", node.host);
    node.swarm.addTransport(utp, 0, PATIENCE);
    return utp;
  }

  private void startBothWithUtp() {
    utp(a);
    utp(b);
    a.start();
    b.start();
    a.swarm.addTransport(a.tcp, TcpTransport.PREFERENCE, Duration.ZERO);
    rig.seconds(1);
  }

  @Test
  void bothTransportsTakeTheSamePort() {
    startBothWithUtp();
    assertThat(a.swarm.report().listening())
        .containsEntry("tcp", PeerAddress.parse("192.0.2.1:3282"))
        .containsEntry("utp", PeerAddress.parse("192.0.2.1:3282"));
  }

  @Test
  void thePreferredTransportWinsAtOnce() {
    startBothWithUtp();
    long start = rig.time.nanoTime();
    a.finds(b);
    assertThat(a.only().info().transport()).isEqualTo("tcp");
    assertThat(rig.time.nanoTime()).isEqualTo(start);
    rig.seconds(1);
    assertThat(rig.network.openEnds()).isEqualTo(2);
  }

  @Test
  void aTransportWithPatienceWaitsForThePreferredOneAndThenWins() {
    startBothWithUtp();
    rig.network.delay("tcp", Duration.ofSeconds(2));
    a.finds(b);
    rig.time.advance(PATIENCE.minusMillis(1));
    assertThat(a.swarm.connections()).isEmpty();
    rig.time.advance(Duration.ofMillis(1));
    rig.time.runDue();
    assertThat(a.only().info().transport()).isEqualTo("utp");
    rig.seconds(5);
    assertThat(rig.network.openEnds()).isEqualTo(2);
    assertThat(rig.network.pendingDials()).isZero();
  }

  @Test
  void withinItsPatienceThePreferredOneStillWins() {
    startBothWithUtp();
    rig.network.delay("tcp", Duration.ofMillis(400));
    a.finds(b);
    rig.seconds(1);
    assertThat(a.only().info().transport()).isEqualTo("tcp");
    assertThat(rig.network.openEnds()).isEqualTo(2);
  }

  @Test
  void whenThePreferredOneHasFailedTheOtherWinsAtOnce() {
    utp(a);
    a.start();
    utp(b);
    b.swarm.handshake(Optional.of(new IdExchange()));
    b.swarm.start();
    rig.seconds(1);
    long start = rig.time.nanoTime();
    a.finds(b);
    assertThat(a.only().info().transport()).isEqualTo("utp");
    assertThat(rig.time.nanoTime()).isEqualTo(start);
  }

  @Test
  void aTransportThatLeavesClosesItsWiresAndTheSwarmGoesOnWithTheOther() {
    startBothWithUtp();
    a.finds(b);
    rig.seconds(2);
    a.swarm.removeTransport(a.tcp);
    rig.seconds(3);
    assertThat(a.heard.of(SwarmEvent.Closed.class))
        .extracting(SwarmEvent.Closed::reason)
        .containsExactly(CloseReason.ERROR);
    assertThat(a.only().info().transport()).isEqualTo("utp");
    assertThat(a.swarm.report().listening()).containsOnlyKeys("utp");
  }

  @Test
  void withoutATransportTheQueueWaits() {
    a.start();
    b.start();
    a.swarm.removeTransport(a.tcp);
    a.finds(b);
    rig.seconds(100);
    assertThat(a.connecting()).isZero();
    assertThat(a.swarm.report().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(a.swarm.report().reason()).contains("transport");
    a.swarm.addTransport(a.tcp, 100, Duration.ZERO);
    rig.time.runDue();
    assertThat(a.swarm.connections()).hasSize(1);
    assertThat(a.swarm.report().state()).isEqualTo(SourceState.UP);
  }

  @Test
  void withoutAHandshakeTheSwarmWaitsForOne() {
    a.start();
    b.start();
    a.swarm.handshake(Optional.empty());
    a.finds(b);
    b.finds(a);
    rig.seconds(1);
    assertThat(a.connecting()).isZero();
    assertThat(a.swarm.report().reason()).contains("handshake.target");
    assertThat(a.swarm.report().used()).containsEntry("half.open", 1L);
    a.swarm.handshake(Optional.of(new IdExchange()));
    rig.seconds(1);
    assertThat(a.swarm.connections()).hasSize(1);
  }

  @Test
  void aHandshakeThatChangesClosesNothing() {
    a.start();
    b.start();
    a.finds(b);
    Connection kept = a.only();
    a.swarm.handshake(Optional.empty());
    rig.seconds(10);
    a.swarm.handshake(Optional.of(new IdExchange()));
    rig.seconds(10);
    assertThat(a.only()).isSameAs(kept);
    assertThat(rig.carry(kept, b.only(), "on")).isEqualTo("on");
  }

  @Test
  void aHubThatIsRestartedDropsNothingAndDoublesNothing() {
    a.start();
    b.start();
    a.finds(b);
    Connection kept = a.only();
    int events = a.heard.all().size();
    a.swarm.discovery(Optional.empty());
    rig.seconds(10);
    assertThat(a.hub.open()).isEmpty();
    ManualDiscovery next = new ManualDiscovery(rig.time);
    a.swarm.discovery(Optional.of(next));
    rig.time.runDue();
    assertThat(next.open()).hasSize(1);
    assertThat(next.open().get(0).options().announcePort()).hasValue(3282);
    next.find(Rig.TOPIC, b.address());
    rig.seconds(60);
    assertThat(a.only()).isSameAs(kept);
    assertThat(a.heard.all()).hasSize(events);
    PeerAddress fresh = PeerAddress.parse("192.0.2.9:1");
    next.find(Rig.TOPIC, fresh);
    rig.time.runDue();
    assertThat(a.heard.of(SwarmEvent.PeerFound.class))
        .extracting(SwarmEvent.PeerFound::address)
        .containsExactly(b.address(), fresh);
  }

  @Test
  void aJoinWithoutAHubSaysThatNobodyCouldBeAsked() {
    SwarmJoin join = a.swarm.join(Rig.TOPIC, SwarmJoinOptions.BOTH);
    rig.seconds(2);
    assertThat(join.flushed().toCompletableFuture()).isNotDone();
    rig.seconds(1);
    rig.time.runDue();
    assertThat(join.flushed().toCompletableFuture().join().kind())
        .isEqualTo(Outcome.Kind.NO_SOURCES);
  }

  @Test
  void joiningAgainGivesTheSameJoinWithOtherOptions() {
    a.start();
    SwarmJoin first = a.swarm.join(Rig.TOPIC, SwarmJoinOptions.LOOKUP);
    SwarmJoin second = a.swarm.join(Rig.TOPIC, SwarmJoinOptions.LOOKUP);
    rig.time.runDue();
    assertThat(second).isSameAs(first);
    assertThat(a.hub.open()).hasSize(1);
    assertThat(a.hub.open().get(0).options().announcePort()).isEqualTo(OptionalInt.empty());
    assertThat(first.leave().toCompletableFuture()).isNotDone();
    rig.time.runDue();
    assertThat(first.leave().toCompletableFuture().join()).hasSize(1);
  }

  @Test
  void aTakenPortFallsBackToAnyFreeOneAndSaysSo() {
    rig.network.transport("tcp", "192.0.2.1").listen(new InetSocketAddress(3282), wire -> {});
    a.start();
    rig.seconds(1);
    SwarmEvent.ListenFailed failed = a.heard.of(SwarmEvent.ListenFailed.class).get(0);
    assertThat(failed.message()).contains("3282", "'port'", "in use");
    assertThat(a.swarm.port()).isPresent();
    assertThat(a.swarm.port().getAsInt()).isNotEqualTo(3282);
    assertThat(a.hub.open().get(0).options().announcePort()).isEqualTo(a.swarm.port());
  }

  @Test
  void withoutFallbackTheSwarmGoesOnWithoutAListenerAndTriesAgain() throws Exception {
    Transport.Listener taken =
        rig.network
            .transport("tcp", "192.0.2.3")
            .listen(new InetSocketAddress(3282), wire -> {})
            .get();
    Rig.Node c =
        rig.node(
            "192.0.2.3",
            "33",
            s -> s.with(new SwarmSettings.Listen(Optional.empty(), 3282, false)));
    c.start();
    b.start();
    c.finds(b);
    rig.seconds(20);
    assertThat(c.swarm.connections()).hasSize(1);
    assertThat(c.swarm.port()).isEmpty();
    assertThat(c.heard.of(SwarmEvent.ListenFailed.class)).hasSize(1);
    assertThat(c.swarm.report().reason()).contains("3282");
    assertThat(c.hub.open().get(0).options().announcePort()).isEmpty();
    taken.close();
    rig.seconds(60);
    assertThat(c.swarm.port()).hasValue(3282);
    assertThat(c.swarm.report().state()).isEqualTo(SourceState.UP);
    assertThat(c.hub.open().get(0).options().announcePort()).hasValue(3282);
  }

  @Test
  void anotherPortRebindsTheListenerAndNothingElse() {
    a.start();
    b.start();
    a.finds(b);
    Connection kept = a.only();
    a.swarm.apply(
        SwarmSettings.named("a").with(new SwarmSettings.Listen(Optional.empty(), 4000, true)));
    rig.time.runDue();
    assertThat(a.swarm.port()).hasValue(4000);
    assertThat(a.only()).isSameAs(kept);
    assertThat(a.hub.open().get(0).options().announcePort()).hasValue(4000);
    assertThat(a.heard.of(SwarmEvent.Listening.class)).hasSize(2);
    a.swarm.apply(
        SwarmSettings.named("a")
            .with(new SwarmSettings.Listen(Optional.empty(), 4000, true))
            .limits(l -> l.withDials(3)));
    rig.time.runDue();
    assertThat(a.heard.of(SwarmEvent.Listening.class)).hasSize(2);
  }

  @Test
  void withoutIdsEveryAddressIsAPeerOfItsOwn() {
    a.start();
    b.start();
    a.swarm.handshake(Optional.of(new NoHandshake()));
    b.swarm.handshake(Optional.of(new NoHandshake()));
    a.finds(b);
    for (int i = 0; i < 5; i++) {
      a.hub.lose(Rig.TOPIC, b.address());
      a.finds(b);
      rig.seconds(5);
    }
    assertThat(a.only().info().peer()).isEmpty();
    assertThat(a.connecting()).isEqualTo(1);
    assertThat(rig.carry(a.only(), b.only(), "raw")).isEqualTo("raw");
  }

  @Test
  void whereTheHandshakeSettlesOnATopicDuplicatesCountPerTopic() {
    a.start();
    b.start();
    a.swarm.handshake(Optional.of(new PerTopic()));
    b.swarm.handshake(Optional.of(new PerTopic()));
    Topic other = Topic.named("other");
    a.swarm.join(other, SwarmJoinOptions.BOTH);
    rig.time.runDue();
    a.finds(b);
    a.hub.find(other, b.address());
    rig.seconds(60);
    assertThat(a.swarm.connections())
        .extracting(connection -> connection.info().topics().iterator().next())
        .containsExactlyInAnyOrder(Rig.TOPIC, other);
    assertThat(a.connecting()).isEqualTo(2);
    a.swarm.connections().iterator().next().close();
    rig.seconds(5);
    assertThat(a.swarm.connections()).hasSize(2);
    assertThat(a.connecting()).isEqualTo(3);
  }

  /** Tells the topic on the dialling side only; each incoming one counts by its address there. */
  private static final class PerTopic implements io.waggle.api.swarm.spi.Handshake {
    private final IdExchange ids = new IdExchange();

    @Override
    public String name() {
      return "per-topic";
    }

    @Override
    public CompletionStage<HandshakeResult> negotiate(
        io.waggle.api.swarm.spi.Wire wire, io.waggle.api.swarm.spi.HandshakeRequest request) {
      return ids.negotiate(wire, request)
          .thenApply(
              result ->
                  new HandshakeResult(
                      request.initiator() ? result.remoteId() : Optional.empty(),
                      request.topic(),
                      result.wire()));
    }
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    a.swarm.listen(
        event -> {
          throw new IllegalStateException("on purpose");
        });
    List<SwarmEvent> later = new ArrayList<>();
    a.swarm.listen(later::add).close();
    a.start();
    b.start();
    a.finds(b);
    assertThat(a.heard.connections()).hasSize(1);
    assertThat(later).isEmpty();
  }

  @Test
  void closingLeavesTopicsClosesConnectionsAndEndsEveryTimer() {
    a.start();
    b.start();
    a.finds(b);
    a.hub.find(Rig.TOPIC, PeerAddress.parse("192.0.2.9:1"));
    rig.seconds(1);
    Connection open = a.only();
    CompletableFuture<Void> done = a.swarm.shutdown().toCompletableFuture();
    rig.time.runDue();
    assertThat(done).isDone();
    assertThat(a.hub.open()).isEmpty();
    assertThat(open.closed().toCompletableFuture().join()).isEqualTo(CloseReason.SHUTDOWN);
    assertThat(a.heard.of(SwarmEvent.Closed.class))
        .extracting(SwarmEvent.Closed::reason)
        .containsExactly(CloseReason.SHUTDOWN);
    int dials = rig.network.dials();
    b.swarm.shutdown();
    rig.seconds(300);
    assertThat(rig.network.dials()).isEqualTo(dials);
    assertThat(rig.network.openEnds()).isZero();
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void aHubThatHangsHoldsTheEndUpForTwoSeconds() {
    a.start();
    a.hub.hangOnLeave();
    CompletableFuture<Void> done = a.swarm.shutdown().toCompletableFuture();
    rig.time.advance(Duration.ofMillis(1999));
    assertThat(done).isNotDone();
    rig.time.advance(Duration.ofMillis(1));
    rig.time.runDue();
    assertThat(done).isDone();
  }
}
