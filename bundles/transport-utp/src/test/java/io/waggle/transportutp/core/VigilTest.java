package io.waggle.transportutp.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.transportutp.core.SimulatedNetwork.Line;
import io.waggle.transportutp.core.SimulatedNetwork.Node;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections on which nothing happens, with peers that are there and peers that are not. */
class VigilTest {

  private static final Idle QUIET = new Idle(Duration.ZERO, Duration.ofSeconds(10), 3);

  private final SimulatedNetwork net = new SimulatedNetwork(7, Line.perfect());

  private static UtpSettings with(Idle idle) {
    return new UtpSettings(1 << 20, 256 << 10, 8192, 1402, idle);
  }

  /** A connection that has said one byte, and the end that took it. */
  private UtpConnection connect(Node from, Node to) throws Exception {
    int before = to.accepted.size();
    UtpConnection there = from.endpoint.connect(from.time(), to.address);
    there.write(ByteBuffer.allocate(1));
    net.until(() -> to.accepted.size() > before, 5);
    UtpConnection back = to.accepted.get(before);
    back.read(ByteBuffer.allocate(1));
    net.pass(0.1);
    return there;
  }

  private static String fate(CompletableFuture<Integer> reading) {
    return reading.handle((n, error) -> String.valueOf(error)).getNow("still reading");
  }

  private static CompletableFuture<Integer> read(UtpConnection connection) {
    return connection.read(ByteBuffer.allocate(1));
  }

  @Test
  void onlyReadingFindsThatThePeerIsDead() throws Exception {
    Node a = net.node(with(QUIET));
    Node b = net.node();
    UtpConnection there = connect(a, b);
    CompletableFuture<Integer> reading = read(there);
    net.remove(b);
    net.pass(16);
    assertThat(reading).isNotDone();
    net.pass(2);
    assertThat(fate(reading)).contains("no answer from the peer for 17 s");
    assertThat(a.stats).containsEntry(UtpStat.PROBES, 3).containsEntry(UtpStat.PEERS_LOST, 1);
    assertThat(a.endpoint.size()).isZero();
  }

  @Test
  void theSideThatWasDialledFindsItToo() throws Exception {
    Node a = net.node();
    Node b = net.node(with(QUIET));
    connect(a, b);
    CompletableFuture<Integer> reading = read(b.accepted.get(0));
    net.remove(a);
    net.pass(20);
    assertThat(fate(reading)).contains("no answer from the peer");
  }

  @Test
  void aDialIsNotAskedForAnAnswer() throws Exception {
    Node a = net.node(with(new Idle(Duration.ofMillis(100), Duration.ofMillis(100), 1)));
    Node b = net.node();
    net.remove(b);
    UtpConnection there = a.endpoint.connect(a.time(), b.address);
    net.pass(20);
    assertThat(there.connected()).isNotDone();
    assertThat(a.looks).isLessThan(20);
    net.pass(60);
    assertThat(there.connected()).isCompletedExceptionally();
    assertThat(a.stats).doesNotContainKey(UtpStat.PROBES);
  }

  @Test
  void aPeerThatOnlyAnswersStays() throws Exception {
    Node a = net.node(with(QUIET));
    Node b = net.node(with(new Idle(Duration.ZERO, Duration.ZERO, 1)));
    UtpConnection there = connect(a, b);
    CompletableFuture<Integer> reading = read(there);
    net.pass(3600);
    assertThat(reading).isNotDone();
    assertThat(a.stats.get(UtpStat.PROBES)).isBetween(350, 360);
    b.accepted.get(0).write(ByteBuffer.allocate(1));
    net.pass(1);
    assertThat(reading.get()).isEqualTo(1);
  }

  @Test
  void aPeerThatKeepsAliveIsNeverAsked() throws Exception {
    Node a = net.node();
    Node b = net.node();
    connect(a, b);
    net.pass(3600);
    assertThat(a.stats).doesNotContainKey(UtpStat.PROBES);
    assertThat(b.stats).doesNotContainKey(UtpStat.PROBES);
  }

  @Test
  void aProbeIsNotTakenForData() throws Exception {
    Node a = net.node(with(QUIET));
    Node b = net.node(with(QUIET));
    UtpConnection there = connect(a, b);
    UtpConnection back = b.accepted.get(0);
    Transfer.Sink sink = new Transfer.Sink(back);
    net.pass(100);
    Transfer transfer = new Transfer(there, 100_000, 3);
    net.until(sink::isOver, 5);
    assertThat(sink.sum.getValue()).isEqualTo(transfer.sum.getValue());
    net.pass(100);
    assertThat(back.isGone()).isFalse();
    new Transfer(back, 1000, 4);
    Transfer.Sink other = new Transfer.Sink(there);
    net.until(other::isOver, 5);
    assertThat(other.bytes).isEqualTo(1000);
  }

  @Test
  void lostProbesAreRepeated() throws Exception {
    Node a = net.node(with(QUIET));
    Node b = net.node(with(new Idle(Duration.ZERO, Duration.ZERO, 1)));
    UtpConnection there = connect(a, b);
    int[] lost = {2};
    net.swallow = bytes -> lost[0]-- > 0;
    net.pass(60);
    assertThat(there.isGone()).isFalse();
  }

  @Test
  void onABadLineNoLivingPeerIsGivenUp() throws Exception {
    SimulatedNetwork bad =
        new SimulatedNetwork(5, new Line(150_000_000L, 100_000_000L, 0.1, 0.1, 0, 0));
    Node a = bad.node();
    Node b = bad.node(with(new Idle(Duration.ZERO, Duration.ZERO, 1)));
    for (int i = 0; i < 20; i++) {
      a.endpoint.connect(a.time(), b.address).write(ByteBuffer.allocate(1));
    }
    bad.until(() -> b.accepted.size() == 20, 60);
    bad.pass(7200);
    assertThat(a.endpoint.size()).isEqualTo(20);
  }

  @Test
  void aPeerThatHasForgottenUsResets() throws Exception {
    Node a = net.node(with(QUIET));
    Node b = net.node();
    UtpConnection there = connect(a, b);
    // So many packets that none of them can be the first of a connection.
    new Transfer.Sink(b.accepted.get(0));
    there.write(ByteBuffer.allocate(100_000));
    net.pass(5);
    CompletableFuture<Integer> reading = read(there);
    b.accepted.get(0).end("crashed");
    b.endpoint.forget();
    net.pass(11);
    assertThat(fate(reading)).contains("reset");
  }

  @Test
  void aDeadPeerThatWasToldOurEndIsFoundOut() throws Exception {
    Node a = net.node();
    Node b = net.node();
    UtpConnection there = connect(a, b);
    there.finish();
    net.pass(1);
    CompletableFuture<Integer> reading = read(there);
    net.remove(b);
    net.pass(80);
    assertThat(fate(reading)).contains("no answer from the peer for 71 s");
  }

  @Test
  void aThousandIdleConnectionsCostAFewPackets() throws Exception {
    Node a = net.node();
    Node b = net.node();
    List<UtpConnection> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      all.add(connect(a, b));
    }
    long before = net.sent;
    int looks = a.looks;
    net.pass(290);
    assertThat(net.sent - before).isBetween(18_000L, 22_000L);
    assertThat(a.looks - looks).isLessThan(30_000);
    assertThat(all).noneMatch(UtpConnection::isGone);
  }
}
