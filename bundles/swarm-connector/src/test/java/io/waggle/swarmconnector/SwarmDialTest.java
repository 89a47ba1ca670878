package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.PeerReport.State;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.testkit.swarm.ManualDiscovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is dialled, and when again. */
class SwarmDialTest {

  private static final PeerAddress NOBODY = PeerAddress.parse("192.0.2.99:9");

  private final Rig rig = new Rig();

  @Test
  void aPeerThatIsFoundIsConnectedAndBytesFlowBothWays() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    a.finds(b);
    assertThat(rig.carry(a.only(), b.only(), "there")).isEqualTo("there");
    assertThat(rig.carry(b.only(), a.only(), "back")).isEqualTo("back");
    ConnectionInfo info = a.only().info();
    assertThat(info.peer()).contains(b.swarm.id());
    assertThat(info.address()).isEqualTo(b.address());
    assertThat(info.initiator()).isTrue();
    assertThat(info.transport()).isEqualTo("tcp");
    assertThat(info.handshake()).isEqualTo("discovery-swarm");
    assertThat(info.topics()).containsExactly(Rig.TOPIC);
    assertThat(info.sources()).containsExactly(ManualDiscovery.SOURCE);
    assertThat(info.bytesIn()).isEqualTo(4);
    assertThat(info.bytesOut()).isEqualTo(5);
    assertThat(b.only().info().initiator()).isFalse();
    assertThat(b.only().info().peer()).contains(a.swarm.id());
  }

  @Test
  void theEventsComeInOrder() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    a.finds(b);
    a.only().close();
    rig.time.runDue();
    assertThat(a.heard.all())
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Listening", "PeerFound", "Connecting", "Connected", "Closed");
    assertThat(b.heard.all())
        .extracting(event -> event.getClass().getSimpleName())
        .startsWith("Listening", "Connected");
  }

  @Test
  void aRefusedAddressIsDialledFiveTimesInTwentyTwoSecondsAndThenGivenUp() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    a.hub.find(Rig.TOPIC, NOBODY);
    List<Long> at = new ArrayList<>();
    long start = rig.time.nanoTime();
    a.swarm.listen(
        event -> {
          if (event instanceof SwarmEvent.Connecting) {
            at.add(Duration.ofNanos(rig.time.nanoTime() - start).toSeconds());
          }
        });
    rig.seconds(100);
    assertThat(at).containsExactly(0L, 1L, 2L, 7L, 22L);
    assertThat(a.heard.of(SwarmEvent.ConnectFailed.class))
        .extracting(SwarmEvent.ConnectFailed::last)
        .containsExactly(false, false, false, false, true);
    assertThat(a.peer(NOBODY).state()).isEqualTo(State.DROPPED);
    assertThat(a.peer(NOBODY).lastError()).contains("refused");
    assertThat(a.swarm.trail(NOBODY))
        .extracting(entry -> entry.step())
        .startsWith("found", "dialled", "failed")
        .endsWith("dropped");
  }

  @Test
  void aSilentAddressCostsThreeSecondsADial() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    rig.network.silence(NOBODY);
    a.hub.find(Rig.TOPIC, NOBODY);
    rig.time.advance(Duration.ofMillis(2999));
    assertThat(a.peer(NOBODY).state()).isEqualTo(State.CONNECTING);
    rig.time.advance(Duration.ofMillis(1));
    rig.time.runDue();
    assertThat(a.peer(NOBODY).state()).isEqualTo(State.WAITING);
    assertThat(a.peer(NOBODY).nextDial()).contains(Duration.ofSeconds(1));
    assertThat(rig.network.pendingDials()).isZero();
    rig.seconds(60);
    assertThat(a.connecting()).isEqualTo(5);
  }

  @Test
  void aPeerThatCameBackIsDialledAgainWhenASourceRenewsItsWord() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb");
    a.hub.find(Rig.TOPIC, b.address());
    rig.seconds(30);
    assertThat(a.peer(b.address()).state()).isEqualTo(State.DROPPED);
    b.start();
    rig.seconds(60);
    assertThat(a.swarm.connections()).isEmpty();
    a.hub.find(Rig.TOPIC, b.address());
    rig.seconds(10);
    assertThat(a.only().info().peer()).contains(b.swarm.id());
  }

  @Test
  void aDeadPeerThatIsNamedForEverIsDialledLessAndLess() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    a.hub.find(Rig.TOPIC, NOBODY);
    for (int minute = 0; minute < 60; minute++) {
      a.hub.find(Rig.TOPIC, NOBODY);
      rig.seconds(60);
    }
    assertThat(a.connecting()).isBetween(10, 16);
  }

  @Test
  void aPeerLostAndFoundIsDialledAtOnceAndAnnouncedOnce() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb");
    a.hub.find(Rig.TOPIC, b.address());
    rig.seconds(30);
    b.start();
    a.hub.lose(Rig.TOPIC, b.address());
    a.finds(b);
    assertThat(a.swarm.connections()).hasSize(1);
    assertThat(a.heard.of(SwarmEvent.PeerFound.class)).hasSize(1);
  }

  @Test
  void aConnectedPeerIsNeverDialledAgainHoweverOftenItIsFound() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    a.finds(b);
    for (int i = 0; i < 50; i++) {
      a.hub.lose(Rig.TOPIC, b.address());
      a.finds(b);
      rig.seconds(10);
    }
    assertThat(a.connecting()).isEqualTo(1);
    assertThat(b.heard.connections()).hasSize(1);
  }

  @Test
  void aSightingWithTheIdOfAConnectedPeerIsNotDialled() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    b.finds(a);
    a.hub.find(Rig.TOPIC, b.address(), 0, Optional.of(b.swarm.id()));
    rig.seconds(60);
    assertThat(a.connecting()).isZero();
    assertThat(a.peer(b.address()).state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void aConnectionThatClosesIsDialledAgain() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    a.finds(b);
    rig.seconds(10);
    b.only().close();
    rig.seconds(10);
    assertThat(a.heard.of(SwarmEvent.Closed.class))
        .extracting(SwarmEvent.Closed::reason)
        .containsExactly(CloseReason.REMOTE);
    assertThat(a.heard.connections()).hasSize(2);
    assertThat(a.peer(b.address()).attempts()).isZero();
    assertThat(rig.carry(a.only(), b.only(), "again")).isEqualTo("again");
  }

  @Test
  void aPeerThatClosesAtOnceEachTimeIsDialledLessAndLess() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    b.swarm.listen(
        event -> {
          if (event instanceof SwarmEvent.Connected connected) {
            connected.connection().close();
          }
        });
    a.swarm.listen(
        event -> {
          if (event instanceof SwarmEvent.Connected connected) {
            connected
                .connection()
                .read(java.nio.ByteBuffer.allocate(1))
                .thenAccept(n -> connected.connection().close());
          }
        });
    a.finds(b);
    rig.seconds(600);
    assertThat(a.heard.connections()).hasSizeBetween(8, 15);
  }

  @Test
  void ourOwnAddressIsBanned() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    a.finds(a);
    rig.seconds(300);
    assertThat(a.connecting()).isEqualTo(1);
    assertThat(a.heard.of(SwarmEvent.Rejected.class))
        .extracting(SwarmEvent.Rejected::reason)
        .containsExactly(RejectReason.SELF);
    assertThat(a.peer(a.address()).state()).isEqualTo(State.BANNED);
    assertThat(a.swarm.connections()).isEmpty();
    assertThat(rig.network.openEnds()).isZero();
  }

  @Test
  void aRemovedAddressIsDialledNoMoreUntilItIsAddedAgain() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    a.finds(b);
    rig.seconds(5);
    a.swarm.removePeer(b.address());
    rig.seconds(1);
    assertThat(a.swarm.connections()).hasSize(1);
    a.only().close();
    rig.seconds(100);
    assertThat(a.swarm.connections()).isEmpty();
    assertThat(a.peer(b.address()).state()).isEqualTo(State.BANNED);
    a.swarm.addPeer(Rig.TOPIC, b.address());
    rig.seconds(1);
    assertThat(a.swarm.connections()).hasSize(1);
  }

  @Test
  void aLeftTopicsPeersAreDialledNoMoreAndConnectionsStay() {
    Rig.Node a = rig.node("192.0.2.1", "aa").start();
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    a.finds(b);
    a.hub.find(Rig.TOPIC, NOBODY);
    a.swarm.join(Rig.TOPIC, io.waggle.api.swarm.SwarmJoinOptions.BOTH).close();
    rig.seconds(5);
    int dials = a.connecting();
    assertThat(a.swarm.connections()).hasSize(1);
    assertThat(a.hub.open()).isEmpty();
    a.only().close();
    rig.seconds(100);
    assertThat(a.connecting()).isEqualTo(dials);
  }

  @Test
  void dialsInParallelAreBoundedAndAllComeToTheirTurn() {
    Rig.Node a = rig.node("192.0.2.1", "aa", s -> s.limits(l -> l.withDials(7))).start();
    for (int port = 1; port <= 100; port++) {
      PeerAddress silent = PeerAddress.parse("192.0.2.50:" + port);
      rig.network.silence(silent);
      a.hub.find(Rig.TOPIC, silent);
    }
    rig.time.runDue();
    assertThat(a.swarm.report().used()).containsEntry("dials", 7L).containsEntry("queue", 93L);
    rig.seconds(600);
    assertThat(rig.network.mostPendingDials()).isEqualTo(7);
    assertThat(rig.network.dials()).isGreaterThanOrEqualTo(500);
    assertThat(a.swarm.report().peers())
        .allSatisfy(peer -> assertThat(peer.attempts()).isGreaterThanOrEqualTo(5));
  }

  @Test
  void addressesAreBounded() {
    Rig.Node a = rig.node("192.0.2.1", "aa", s -> s.limits(l -> new Limits(0, 4, 4, 20))).start();
    for (int port = 1; port <= 100; port++) {
      a.hub.find(Rig.TOPIC, PeerAddress.parse("192.0.2.50:" + port));
    }
    rig.time.runDue();
    assertThat(a.swarm.report().peers()).hasSize(20);
    assertThat(a.swarm.report().counters()).containsEntry("addresses.refused", 80L);
  }

  @Test
  void anIdIsMadeOfThirtyTwoRandomBytes() {
    SwarmEngine swarm =
        new SwarmEngine(
            SwarmSettings.named("x"),
            new SwarmRuntime(
                rig.time,
                rig.time,
                rig.time,
                rig.time,
                bytes -> java.util.Arrays.fill(bytes, (byte) 7),
                new io.waggle.api.metrics.Metrics()));
    assertThat(swarm.id()).isEqualTo(PeerId.parse("07".repeat(32)));
  }
}
