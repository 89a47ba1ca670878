package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.PeerReport.State;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is let in: duplicates, limits, lists, bad handshakes. */
class SwarmAcceptTest {

  private final Rig rig = new Rig();

  private Wire dial(String from, Rig.Node to, String hex) {
    CompletableFuture<Wire> dial = rig.network.dial("tcp", from, to.address());
    rig.time.runDue();
    Wire wire = dial.join();
    wire.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    rig.time.runDue();
    return wire;
  }

  private static String idExchange(int number) {
    return "20" + "%064x".formatted(number + 2);
  }

  private static List<RejectReason> reasons(Rig.Node node) {
    return node.heard.of(SwarmEvent.Rejected.class).stream()
        .map(SwarmEvent.Rejected::reason)
        .toList();
  }

  private void crossDial(String idOfA, String idOfB) {
    Rig.Node a = rig.node("192.0.2.1", idOfA).start();
    Rig.Node b = rig.node("192.0.2.2", idOfB).start();
    a.hub.find(Rig.TOPIC, b.address());
    b.hub.find(Rig.TOPIC, a.address());
    rig.seconds(30);
    boolean byA = idOfA.compareTo(idOfB) < 0;
    assertThat(a.only().info().initiator()).isEqualTo(byA);
    assertThat(b.only().info().initiator()).isEqualTo(!byA);
    assertThat(rig.carry(a.only(), b.only(), "one")).isEqualTo("one");
    assertThat(rig.network.openEnds()).isEqualTo(2);
    rig.seconds(300);
    assertThat(a.connecting() + b.connecting()).isEqualTo(2);
  }

  @Test
  void whenBothDialAtOnceTheConnectionOfTheSmallerIdStays() {
    crossDial("11", "22");
  }

  @Test
  void inTheOtherOrderToo() {
    crossDial("22", "11");
  }

  @Test
  void aReplacedConnectionIsClosedAsADuplicateBeforeTheNewOneIsTold() {
    Rig.Node a = rig.node("192.0.2.1", "11").start();
    Rig.Node b = rig.node("192.0.2.2", "22").start();
    b.finds(a);
    rig.seconds(60);
    a.finds(b);
    rig.seconds(60);
    assertThat(a.heard.of(SwarmEvent.Closed.class))
        .extracting(SwarmEvent.Closed::reason)
        .containsExactly(CloseReason.DUPLICATE);
    assertThat(b.heard.all())
        .extracting(event -> event.getClass().getSimpleName())
        .containsSubsequence("Connected", "Closed", "Connected");
    assertThat(a.only().info().initiator()).isTrue();
    assertThat(b.peer(a.address()).state()).isEqualTo(State.CONNECTED);
    assertThat(b.connecting()).isEqualTo(1);
  }

  @Test
  void keepExistingKeepsTheOlder() {
    Rig.Node a = rig.node("192.0.2.1", "11", s -> s.keepingExisting(true)).start();
    Rig.Node b = rig.node("192.0.2.2", "22", s -> s.keepingExisting(true)).start();
    b.finds(a);
    a.finds(b);
    rig.seconds(60);
    assertThat(a.only().info().initiator()).isFalse();
    assertThat(reasons(a)).containsExactly(RejectReason.DUPLICATE);
    assertThat(a.connecting()).isEqualTo(1);
  }

  @Test
  void theLimitHoldsForBothWaysTogetherAndAFreedPlaceGoesToTheNextInTheQueue() {
    Rig.Node a = rig.node("192.0.2.1", "01", s -> s.limits(l -> l.withConnections(3))).start();
    List<Rig.Node> others = new ArrayList<>();
    for (int i = 2; i <= 7; i++) {
      others.add(rig.node("192.0.2." + i, "0" + i).start());
    }
    others.get(0).finds(a);
    others.get(1).finds(a);
    others.subList(2, 6).forEach(a::finds);
    assertThat(a.swarm.connections()).hasSize(3);
    assertThat(a.swarm.report().used()).containsEntry("queue", 3L);
    a.swarm.connections().iterator().next().close();
    rig.time.runDue();
    assertThat(a.swarm.connections()).hasSize(3);
    assertThat(a.swarm.report().used()).containsEntry("queue", 2L);
    dial("198.51.100.1", a, idExchange(99));
    assertThat(a.swarm.connections()).hasSize(3);
    assertThat(reasons(a)).contains(RejectReason.LIMIT);
  }

  @Test
  void aLimitThatIsRaisedLetsTheQueueGoOn() {
    Rig.Node a = rig.node("192.0.2.1", "01", s -> s.limits(l -> l.withConnections(1))).start();
    Rig.Node b = rig.node("192.0.2.2", "02").start();
    Rig.Node c = rig.node("192.0.2.3", "03").start();
    a.finds(b);
    a.finds(c);
    Connection kept = a.only();
    a.swarm.apply(SwarmSettings.named("x").limits(l -> l.withConnections(2)));
    rig.time.runDue();
    assertThat(a.swarm.connections()).hasSize(2).contains(kept);
  }

  @Test
  void deniedPeersAreNeitherDialledNorLetIn() {
    AccessList deny = AccessList.of(List.of(), List.of("192.0.2.2/32"));
    Rig.Node a = rig.node("192.0.2.1", "01", s -> s.with(deny)).start();
    Rig.Node b = rig.node("192.0.2.2", "02").start();
    b.finds(a);
    a.finds(b);
    rig.seconds(3);
    assertThat(a.connecting()).isZero();
    assertThat(a.swarm.connections()).isEmpty();
    assertThat(reasons(a)).containsOnly(RejectReason.DENIED);
    assertThat(a.peer(b.address()).state()).isEqualTo(State.BANNED);
    a.swarm.apply(SwarmSettings.named("x"));
    rig.time.runDue();
    assertThat(a.only().info().peer()).contains(b.swarm.id());
  }

  @Test
  void aSlowLorisIsClosedAfterFiveSeconds() {
    Rig.Node a = rig.node("192.0.2.1", "01").start();
    Wire wire = dial("198.51.100.1", a, "20");
    for (int i = 0; i < 4; i++) {
      rig.seconds(1);
      wire.write(ByteBuffer.wrap(new byte[] {1}));
    }
    assertThat(a.swarm.report().used()).containsEntry("half.open", 1L);
    rig.seconds(1);
    assertThat(reasons(a)).containsExactly(RejectReason.HANDSHAKE_TIMEOUT);
    wire.close();
    assertThat(rig.network.openEnds()).isZero();
  }

  @Test
  void garbageIsClosedWithAReason() {
    Rig.Node a = rig.node("192.0.2.1", "01").start();
    dial("198.51.100.1", a, "ffffffffff").close();
    dial("198.51.100.2", a, "00").close();
    dial("198.51.100.3", a, "2001").close();
    rig.time.runDue();
    assertThat(reasons(a))
        .containsExactly(
            RejectReason.HANDSHAKE_FAILED,
            RejectReason.HANDSHAKE_FAILED,
            RejectReason.HANDSHAKE_FAILED);
    assertThat(rig.network.openEnds()).isZero();
    assertThat(a.swarm.trail(PeerAddress.parse("198.51.100.1:1"))).isEmpty();
  }

  @Test
  void aPeerThatFailsTheHandshakeBacksOff() {
    Rig.Node a = rig.node("192.0.2.1", "01").start();
    PeerAddress bad = PeerAddress.parse("192.0.2.9:1");
    rig.network
        .transport("tcp", "192.0.2.9")
        .listen(
            bad.toSocketAddress(), wire -> wire.write(ByteBuffer.wrap(new byte[] {-1, -1, -1})));
    a.hub.find(Rig.TOPIC, bad);
    rig.time.runDue();
    assertThat(a.peer(bad).state()).isEqualTo(State.WAITING);
    assertThat(a.peer(bad).nextDial()).contains(java.time.Duration.ofSeconds(15));
    rig.seconds(3600);
    assertThat(a.connecting()).isEqualTo(4);
    assertThat(a.peer(bad).state()).isEqualTo(State.DROPPED);
  }

  @Test
  void halfOpenWiresAreBoundedAndOneNeighbourhoodDoesNotLockOutOthers() {
    Rig.Node a = rig.node("192.0.2.1", "01", s -> s.limits(l -> l.withHalfOpen(10))).start();
    dial("203.0.113.1", a, "20");
    for (int i = 0; i < 50; i++) {
      dial("198.51.100." + i, a, "20");
    }
    assertThat(a.swarm.report().used()).containsEntry("half.open", 10L);
    Wire honest = dial("192.0.2.77", a, idExchange(1));
    assertThat(a.swarm.connections()).hasSize(1);
    assertThat(a.heard.of(SwarmEvent.Rejected.class))
        .allSatisfy(
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectReason.LIMIT);
              assertThat(rejected.address().orElseThrow().toString()).startsWith("198.51.100.");
            });
    honest.close();
  }

  @Test
  void aThousandIncomingPeersKeepTheLimitAndLeaveNothingBehind() {
    Rig.Node a = rig.node("192.0.2.1", "01", s -> s.limits(l -> l.withConnections(100))).start();
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      wires.add(dial("10.%d.%d.1".formatted(i / 250, i % 250), a, idExchange(i)));
    }
    assertThat(a.swarm.connections()).hasSize(100);
    wires.forEach(Wire::close);
    rig.seconds(20);
    assertThat(a.swarm.connections()).isEmpty();
    assertThat(rig.network.openEnds()).isZero();
    assertThat(a.swarm.report().used()).containsEntry("half.open", 0L);
    assertThat(a.heard.of(SwarmEvent.Connected.class)).hasSize(100);
    assertThat(a.heard.of(SwarmEvent.Closed.class)).hasSize(100);
  }

  @Test
  void aRestartedPeerWithTheSameIdGetsInThoughNobodyReadTheOldConnection() {
    Rig.Node a = rig.node("192.0.2.1", "ff").start();
    Wire first = dial("198.51.100.1", a, idExchange(1));
    rig.seconds(3);
    first.close();
    Wire second = dial("198.51.100.1", a, idExchange(1));
    rig.seconds(1);
    assertThat(a.swarm.connections()).hasSize(1);
    assertThat(a.only()).isSameAs(a.heard.connections().get(1));
    second.close();
  }

  @Test
  void anIncomingPeerOfAKnownAddressIsDialledWhenItsConnectionEnds() {
    Rig.Node a = rig.node("192.0.2.1", "22").start();
    Rig.Node b = rig.node("192.0.2.2", "11").start();
    b.finds(a);
    a.finds(b);
    assertThat(a.only().info().initiator()).isFalse();
    b.swarm.removePeer(a.address());
    rig.seconds(2);
    b.only().close();
    rig.seconds(20);
    assertThat(a.only().info().initiator()).isTrue();
  }
}
