package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Asking.Answer;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.table.Contact;
import io.waggle.kademliadht.table.TableProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node with a full table says to a stranger, good or bad. */
class ConformanceTest {

  private static final NodeId TARGET = NodeId.parse("44".repeat(20));
  private final TestNetwork net = new TestNetwork(8);
  private Host host;
  private Asking stranger;

  @BeforeEach
  void fullTable() {
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      contacts.add(Contact.fresh(net.randomId(), net.address(i + 5)));
    }
    NodeId self = net.randomId();
    NodeConfig config =
        NodeConfig.server(Family.V4, self).with(TableProfile.WIDE).maintenance(false);
    host =
        net.add(
            config, new Snapshot(List.of(new Snapshot.Table(Family.V4, self, contacts)), 10_000));
    stranger = new Asking(net, host, Asking.STRANGER);
    assertThat(host.node.live()).isGreaterThan(250);
  }

  private static DhtArguments me() {
    return Asking.as(Asking.STRANGER_ID);
  }

  @Test
  void pingIsAnsweredWithTheIdAndTheAskersAddress() {
    List<byte[]> answers = stranger.raw("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe");
    Answer answer = Asking.read(answers);
    assertThat(answer.values().id("id")).contains(host.node.id(Family.V4));
    assertThat(new String(answers.get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("d2:ip6:")
        .endsWith("1:t2:aa1:y1:re");
  }

  @Test
  void findNodeGivesTheEightNearestToTheTarget() {
    Answer answer = stranger.ask("find_node", me().with("target", TARGET));
    byte[] nodes = answer.values().bytes("nodes").orElseThrow().toBytes();
    assertThat(nodes).hasSize(8 * 26);
    List<NodeId> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(NodeId.read(nodes, i * 26));
    }
    List<NodeId> expected =
        host.node.contacts(0, net.now).stream()
            .filter(Contact::live)
            .map(Contact::id)
            .sorted(TARGET::compareDistance)
            .limit(8)
            .toList();
    assertThat(ids).isEqualTo(expected);
  }

  @Test
  void unknownMethodIsFindNodeIfItNamesATargetElse204() {
    assertThat(stranger.ask("vote", me().with("target", TARGET)).values().bytes("nodes"))
        .isPresent();
    assertThat(stranger.ask("vote", me().with("info_hash", TARGET)).values().bytes("nodes"))
        .isPresent();
    assertThat(stranger.ask("vote", me()).code()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"find_node", "get_peers", "announce_peer", "get", "put"})
  void missingArgumentsAre203(String method) {
    assertThat(stranger.ask(method, me()).code()).isEqualTo(203);
    assertThat(stranger.ask(method, DhtArguments.NONE.with("target", TARGET)).code())
        .isEqualTo(203);
  }

  @ParameterizedTest
  @CsvSource({"0", "19", "21", "40"})
  void idOfAWrongLengthIs203(int length) {
    DhtArguments arguments = DhtArguments.NONE.with("id", new byte[length]);
    assertThat(stranger.ask("find_node", arguments.with("target", TARGET)).code()).isEqualTo(203);
  }

  @Test
  void nodesStandBesideValues() {
    NodeId infoHash = net.randomId();
    for (int i = 0; i < 200; i++) {
      host.store.announce(
          host.node.networkSize() > 0 ? seconds() : 0, infoHash, net.address(i), false);
    }
    Answer answer = stranger.ask("get_peers", me().with("info_hash", infoHash));
    assertThat(answer.values().bytes("nodes").orElseThrow().length()).isEqualTo(8 * 26);
    assertThat(answer.values().list("values")).hasSizeGreaterThan(5);
    assertThat(answer.values().bytes("token").orElseThrow().length()).isEqualTo(8);
    assertThat(answer.length()).isLessThanOrEqualTo(1024);
  }

  private int seconds() {
    return 10_000_000;
  }

  @Test
  void announceNeedsTheTokenOfThisInfoHash() {
    NodeId infoHash = net.randomId();
    ByteString token =
        stranger
            .ask("get_peers", me().with("info_hash", infoHash))
            .values()
            .bytes("token")
            .orElseThrow();
    DhtArguments announce = me().with("port", 1234L).with("info_hash", infoHash);
    assertThat(stranger.ask("announce_peer", announce.with("token", token)).kind())
        .isEqualTo((byte) 'r');
    assertThat(host.store.peers(infoHash, Family.V4)).isEqualTo(1);
    DhtArguments other = announce.with("info_hash", net.randomId());
    assertThat(stranger.ask("announce_peer", other.with("token", token)).code()).isEqualTo(203);
    assertThat(stranger.ask("announce_peer", announce.with("token", new byte[8])).code())
        .isEqualTo(203);
    Asking neighbour = new Asking(net, host, Endpoint.v4(Asking.STRANGER.v4() + 1, 7777));
    assertThat(neighbour.ask("announce_peer", announce.with("token", token)).code()).isEqualTo(203);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 65536, Long.MAX_VALUE})
  void badPortIsRefused(long port) {
    NodeId infoHash = net.randomId();
    ByteString token =
        stranger
            .ask("get_peers", me().with("info_hash", infoHash))
            .values()
            .bytes("token")
            .orElseThrow();
    DhtArguments announce =
        me().with("port", port).with("info_hash", infoHash).with("token", token);
    assertThat(stranger.ask("announce_peer", announce).code()).isEqualTo(203);
    assertThat(stranger.ask("announce_peer", announce.with("implied_port", 1)).kind())
        .isEqualTo((byte) 'r');
  }

  @Test
  void noAnswerIsLongerThan1024OrThanItsCredit() {
    NodeId infoHash = net.randomId();
    for (int i = 0; i < 500; i++) {
      host.store.announce(seconds(), infoHash, net.address(i), false);
    }
    List<String> methods = List.of("ping", "find_node", "get_peers", "get", "sample_infohashes");
    for (int m = 0; m < methods.size(); m++) {
      Asking each = new Asking(net, host, Endpoint.v4(0x63000000 + (m << 8), 99));
      int in = 0;
      int out = 0;
      for (int i = 0; i < 25; i++) {
        DhtArguments arguments =
            me().with("target", infoHash)
                .with("info_hash", infoHash)
                .with("want", List.of(ByteString.of("n4"), ByteString.of("n6")));
        byte[] query = Asking.encode(methods.get(m), arguments);
        List<byte[]> answers = net.exchange(host, Endpoint.v4(0x63000000 + (m << 8), 99), query);
        in += query.length;
        for (byte[] answer : answers) {
          assertThat(answer.length).as(methods.get(m)).isLessThanOrEqualTo(1024);
          out += answer.length;
        }
      }
      assertThat(out).as(methods.get(m)).isPositive().isLessThanOrEqualTo(in * 7 / 2 + 128);
      assertThat(each.host).isSameAs(host);
    }
  }

  @Test
  void errorsAreNeverLongerThanTheirQuery() {
    for (int length = 15; length < 60; length++) {
      String id = "x".repeat(Math.max(0, length - 40));
      byte[] query = Asking.encode("q", DhtArguments.NONE.with("id", ByteString.of(id)));
      for (byte[] answer : net.exchange(host, Asking.STRANGER, query)) {
        assertThat(answer.length).isLessThanOrEqualTo(query.length);
      }
    }
  }

  @Test
  void junkIsDroppedUnread() {
    Endpoint nowhere = Endpoint.v4(0, 5);
    String ping = "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe";
    byte[] bytes = ping.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(net.exchange(host, nowhere, bytes)).isEmpty();
    assertThat(net.exchange(host, Endpoint.v4(0x01020304, 0), bytes)).as("port 0").isEmpty();
    assertThat(net.exchange(host, Endpoint.v4(0xe0000001, 5), bytes)).as("multicast").isEmpty();
    assertThat(stranger.raw("de")).isEmpty();
    assertThat(stranger.raw("x".repeat(400))).isEmpty();
    assertThat(host.node.stat(Stat.JUNK)).isEqualTo(5);
  }

  @Test
  void oneSourceIsLimitedAndOthersAreNot() {
    int answered = 0;
    for (int i = 0; i < 200; i++) {
      answered += net.exchange(host, Asking.STRANGER, Asking.encode("ping", me())).size();
    }
    assertThat(answered).isBetween(25, 31);
    Asking other = new Asking(net, host, Endpoint.v4(0x63010101, 5));
    assertThat(other.ask("ping", me()).kind()).isEqualTo((byte) 'r');
  }

  @Test
  void ownIdFromElsewhereIsDropped() {
    DhtArguments me = Asking.as(host.node.id(Family.V4));
    assertThat(net.exchange(host, Asking.STRANGER, Asking.encode("ping", me))).isEmpty();
  }

  @Test
  void readOnlyNodesNeitherAnswerNorEnterATable() {
    int waiting = host.node.waiting();
    stranger.raw("d1:ad2:id20:abcdefghij0123456789e1:q4:ping2:roi1e1:t2:aa1:y1:qe");
    assertThat(host.node.waiting()).isEqualTo(waiting);
    Host quiet = net.add(NodeConfig.compact(net.randomId()).readOnly(true), Snapshot.EMPTY);
    assertThat(net.exchange(quiet, Asking.STRANGER, Asking.encode("ping", me()))).isEmpty();
    List<byte[]> asked = new ArrayList<>();
    quiet.node.submit(
        net.now,
        new Command.AddNode(Asking.STRANGER),
        new Output() {
          @Override
          public void send(int tag, Endpoint to, byte[] buffer, int offset, int length) {
            asked.add(java.util.Arrays.copyOfRange(buffer, offset, offset + length));
          }

          @Override
          public void event(DhtEvent event) {}
        });
    assertThat(new String(asked.get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("2:roi1e");
  }

  @Test
  void samplesAreGivenOncePerTenSeconds() {
    for (int i = 0; i < 50; i++) {
      host.store.announce(seconds(), net.randomId(), net.address(i), false);
    }
    Answer answer = stranger.ask("sample_infohashes", me().with("target", TARGET));
    assertThat(answer.values().integer("num")).hasValue(50);
    assertThat(answer.values().bytes("samples").orElseThrow().length() % 20).isZero();
    assertThat(answer.values().bytes("nodes")).isPresent();
    byte[] again = Asking.encode("sample_infohashes", me().with("target", TARGET));
    assertThat(net.exchange(host, Asking.STRANGER, again)).isEmpty();
  }
}
