package io.waggle.transportutp.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import io.waggle.transportutp.core.SimulatedNetwork.Line;
import io.waggle.transportutp.core.SimulatedNetwork.Node;
import io.waggle.transportutp.core.Transfer.Sink;
import io.waggle.transportutp.packet.Packet;
import io.waggle.transportutp.packet.PacketReader;
import io.waggle.transportutp.packet.PacketType;
import io.waggle.transportutp.packet.PacketWriter;
import io.waggle.transportutp.packet.SelectiveAck;
import io.waggle.transportutp.packet.Sequence;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that are not who they say, or say what is not so. */
class HostilityTest {

  private final SimulatedNetwork net = new SimulatedNetwork(11, Line.perfect());
  private final Node node = net.node();
  private final InetSocketAddress stranger =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  private static Packet packet(PacketType type, int id, int seq, int ack, int payload) {
    return new Packet(
        type, id, 1, 0, 1 << 20, seq, ack, SelectiveAck.NONE, ByteBuffer.wrap(new byte[payload]));
  }

  private void send(Packet packet, InetSocketAddress from) {
    ByteBuffer out = ByteBuffer.allocate(2000);
    PacketWriter.write(out, packet);
    node.receive(out.flip(), from);
  }

  @Test
  void aFloodOfSynsTakesNoMemory() {
    for (int i = 0; i < 100_000; i++) {
      send(packet(PacketType.SYN, i & 0xffff, i >> 3 & 0xffff, 0, 0), stranger);
    }
    assertThat(node.endpoint.size()).isZero();
    assertThat(node.accepted).isEmpty();
    assertThat(node.stats.get(UtpStat.SYNS_ANSWERED)).isEqualTo(100_000);
    assertThat(net.sent).isEqualTo(100_000);
    assertThat(net.sentBytes).isEqualTo(100_000 * 20);
  }

  @Test
  void whoHasNotSeenTheAnswerToASynGetsNoConnection() {
    int begun = 0;
    for (int i = 0; i < 4000; i++) {
      send(packet(PacketType.DATA, 7, 100, i * 16, 10), stranger);
      begun = node.accepted.size();
    }
    // One guess in two thousand is right by chance.
    assertThat(begun).isLessThan(10);
    assertThat(node.stats.get(UtpStat.RESETS_SENT)).isLessThanOrEqualTo(101);
  }

  /** A node and a peer by hand, whose packets the test makes. */
  private UtpConnection connected(List<Packet> heard) {
    send(packet(PacketType.SYN, 50, 1000, 0, 0), stranger);
    Packet answer = last();
    send(packet(PacketType.DATA, 51, 1001, Sequence.plus(answer.seq(), -1), 5), stranger);
    heard.add(answer);
    return node.accepted.get(node.accepted.size() - 1);
  }

  private byte[] lastSent = new byte[0];

  private Packet last() {
    return PacketReader.read(ByteBuffer.wrap(lastSent)).orElseThrow();
  }

  HostilityTest() {
    SimulatedNetwork.Node unused = net.node();
    assertThat(unused.accepted).isEmpty();
    net.tap = bytes -> lastSent = bytes;
  }

  @Test
  void resetsWithWrongNumbersAreNotHeeded() {
    List<Packet> heard = new ArrayList<>();
    UtpConnection connection = connected(heard);
    int next = heard.get(0).seq();
    for (int i = 0; i < 65_536; i++) {
      if (i != 50 && i != 51) {
        send(packet(PacketType.RESET, i, 5, next, 0), stranger);
      }
    }
    for (int ack : new int[] {next + 1, next + 1000, next - 200, next + 30_000}) {
      send(packet(PacketType.RESET, 51, 5, ack & 0xffff, 0), stranger);
    }
    send(
        packet(PacketType.RESET, 51, 5, next, 0),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 10));
    assertThat(connection.isGone()).isFalse();
    send(packet(PacketType.RESET, 51, 5, next, 0), stranger);
    assertThat(connection.isGone()).isTrue();
  }

  @Test
  void acknowledgementsOfWhatWasNotSentAreNotHeeded() {
    List<Packet> heard = new ArrayList<>();
    UtpConnection connection = connected(heard);
    int next = heard.get(0).seq();
    connection.write(ByteBuffer.wrap(new byte[100_000]));
    node.tick();
    int window = connection.congestionWindow();
    for (int ack = 100; ack < 30_000; ack += 100) {
      send(packet(PacketType.STATE, 51, 1002, Sequence.plus(next, ack), 0), stranger);
    }
    assertThat(connection.congestionWindow()).isEqualTo(window);
    assertThat(connection.isGone()).isFalse();
  }

  @Test
  void spoofedSynsGetNoMoreBytesThanTheyBringAndAnHonestPeerIsServedAmongThem() throws Exception {
    Node honest = net.node();
    UtpConnection dialled = honest.endpoint.connect(honest.time(), node.address);
    dialled.write(ByteBuffer.wrap(new byte[3]));
    for (int i = 0; i < 50_000; i++) {
      byte[] host = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      InetSocketAddress spoofed = new InetSocketAddress(InetAddress.getByAddress(host), 1 + i);
      send(packet(PacketType.SYN, i & 0xffff, 1, 0, 0), spoofed);
    }
    assertThat(net.sentBytes).isEqualTo(50_000 * Packet.HEADER);
    assertThat(node.endpoint.size()).isZero();
    net.until(() -> !node.accepted.isEmpty(), 5);
    assertThat(node.accepted).hasSize(1);
    assertThat(node.accepted.get(0).remote()).isEqualTo(honest.address);
  }

  private void acknowledge(int ack, long window, SelectiveAck selective) {
    ByteBuffer nothing = ByteBuffer.allocate(0);
    send(
        new Packet(PacketType.STATE, 51, 1, 0, window, 1002, ack & 0xffff, selective, nothing),
        stranger);
  }

  /** A connection whose first flight is out: what it writes is more than it may send. */
  private UtpConnection writing(List<Packet> heard) {
    UtpConnection connection = connected(heard);
    connection.write(ByteBuffer.wrap(new byte[500_000]));
    node.tick();
    return connection;
  }

  @Test
  void aWindowThatStaysShutIsAskedForWithOnePacketAtATime() {
    List<Packet> heard = new ArrayList<>();
    UtpConnection connection = writing(heard);
    int flight = Sequence.distance(last().seq(), heard.get(0).seq()) + 1;
    assertThat(flight).isEqualTo(10);
    acknowledge(last().seq(), 0, SelectiveAck.NONE);
    long before = net.sent;
    net.pass(20);
    assertThat(net.sent - before).isBetween(1L, 10L);
    assertThat(connection.isGone()).isFalse();
  }

  @Test
  void aWindowThatOpensByAByteAndShutsAgainMovesNothing() {
    List<Packet> heard = new ArrayList<>();
    writing(heard);
    int acked = last().seq();
    acknowledge(acked, 0, SelectiveAck.NONE);
    long before = net.sent;
    for (int i = 0; i < 1000; i++) {
      acknowledge(acked, i % 2, SelectiveAck.NONE);
    }
    assertThat(net.sent).isEqualTo(before);
  }

  @Test
  void theSameGapToldAThousandTimesIsFilledOnce() {
    List<Packet> heard = new ArrayList<>();
    UtpConnection connection = writing(heard);
    SelectiveAck allButTheFirst = SelectiveAck.ofBits(32);
    for (int i = 0; i < 9; i++) {
      allButTheFirst.set(i);
    }
    int before = heard.get(0).seq() - 1;
    List<Packet> repeated = new ArrayList<>();
    net.tap =
        bytes ->
            PacketReader.read(ByteBuffer.wrap(bytes))
                .filter(sent -> sent.seq() == heard.get(0).seq())
                .ifPresent(repeated::add);
    for (int i = 0; i < 1000; i++) {
      acknowledge(before, 1 << 20, allButTheFirst);
    }
    assertThat(repeated).hasSize(1);
    assertThat(connection.isGone()).isFalse();
  }

  @Test
  void whoSaysToHaveAllButTheFirstGetsAThousandPacketsAtMost() {
    List<Packet> heard = new ArrayList<>();
    UtpConnection connection = connected(heard);
    connection.write(ByteBuffer.wrap(new byte[5_000_000]));
    node.tick();
    SelectiveAck everything = SelectiveAck.ofBits(SelectiveAck.MOST_BITS);
    for (int i = 0; i < everything.bits(); i++) {
      everything.set(i);
    }
    int first = heard.get(0).seq();
    int[] furthest = new int[1];
    net.tap =
        bytes -> {
          int seq = PacketReader.read(ByteBuffer.wrap(bytes)).orElseThrow().seq();
          furthest[0] = Math.max(furthest[0], Sequence.distance(seq, first));
        };
    for (int i = 0; i < 300; i++) {
      acknowledge(first - 1, 1 << 30, everything);
    }
    assertThat(furthest[0]).isBetween(100, 1000);
    assertThat(connection.isGone()).isFalse();
  }

  @Test
  void payloadBeyondTheWindowIsNotKept() {
    UtpConnection connection = connected(new ArrayList<>());
    for (int i = 2; i < 30_000; i++) {
      send(packet(PacketType.DATA, 51, Sequence.plus(1000, i), 1, 1400), stranger);
    }
    Sink sink = new Sink(connection);
    for (int i = 0; i < 100; i++) {
      node.tick();
    }
    assertThat(sink.bytes).isLessThan(5 << 20);
  }

  @Test
  void damagedPacketsHurtOnlyTheirOwnConnection() throws Exception {
    Node other = net.node();
    UtpConnection good = other.endpoint.connect(other.time(), node.address);
    Transfer transfer = new Transfer(good, 100_000, 3);
    net.until(() -> !node.accepted.isEmpty(), 5);
    Sink sink = new Sink(node.accepted.get(0));
    List<byte[]> recorded = new ArrayList<>(Vectors.packets(Vectors.load("utp").get("session")));
    Mutations.each(recorded, 12, bytes -> node.receive(ByteBuffer.wrap(bytes), stranger));
    net.until(sink::isOver, 60);
    assertThat(sink.sum.getValue()).isEqualTo(transfer.sum.getValue());
    net.pass(120);
    assertThat(node.endpoint.size()).isLessThan(50);
  }

  @Test
  void damagedPacketsOfAConnectionNeverThrow() throws Exception {
    List<byte[]> recorded = new ArrayList<>();
    SimulatedNetwork talk = new SimulatedNetwork(13, Line.perfect());
    Node a = talk.node();
    Node b = talk.node();
    talk.tap = recorded::add;
    UtpConnection there = a.endpoint.connect(a.time(), b.address);
    new Transfer(there, 20_000, 3);
    talk.until(() -> !b.accepted.isEmpty(), 5);
    UtpConnection back = b.accepted.get(0);
    new Sink(back);
    new Transfer(back, 20_000, 3);
    talk.tap = bytes -> {};
    List<byte[]> seen = List.copyOf(recorded);
    Mutations.each(
        seen,
        14,
        bytes -> {
          b.receive(ByteBuffer.wrap(bytes), a.address);
          a.receive(ByteBuffer.wrap(bytes), b.address);
        });
    assertThat(a.endpoint.size() + b.endpoint.size()).isLessThan(1000);
  }

  @Test
  void connectionsAreLimited() throws Exception {
    Node small = net.node(new UtpSettings(1 << 20, 1 << 16, 2, 1402, Idle.usual()));
    for (int i = 0; i < 5; i++) {
      UtpConnection there = node.endpoint.connect(node.time(), small.address);
      there.write(ByteBuffer.wrap(new byte[3]));
    }
    net.pass(1);
    assertThat(small.accepted).hasSize(2);
    assertThat(small.stats.get(UtpStat.SYNS_REFUSED)).isPositive();
  }
}
