package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.table.Contact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not what they seem, networks of a few, starts from memory. */
class HonestyTest {

  private final TestNetwork net = new TestNetwork(12);

  private static final class Wire implements Output {
    final List<byte[]> sent = new ArrayList<>();

    @Override
    public void send(int tag, Endpoint to, byte[] buffer, int offset, int length) {
      sent.add(java.util.Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void event(DhtEvent event) {}
  }

  private static byte[] answer(byte[] query, NodeId id) {
    String text = new String(query, java.nio.charset.StandardCharsets.ISO_8859_1);
    String tid = text.substring(text.indexOf("1:t4:") + 5).substring(0, 4);
    String body =
        "d1:rd2:id20:"
            + new String(id.toBytes(), java.nio.charset.StandardCharsets.ISO_8859_1)
            + "e1:t4:"
            + tid
            + "1:y1:re";
    return body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void answerFromElsewhereOrUnderAnotherIdChangesNothing() {
    Host host = net.add();
    Endpoint right = net.address(500);
    NodeId id = net.randomId();
    Wire wire = new Wire();
    host.node.submit(
        net.now,
        new Command.Query(right, java.util.Optional.of(id), "ping", DhtArguments.NONE),
        wire);
    byte[] good = answer(wire.sent.get(0), id);
    host.node.datagram(net.now, 0, Endpoint.v4(right.v4(), 1), good, 0, good.length, wire);
    host.node.datagram(net.now, 0, net.address(501), good, 0, good.length, wire);
    assertThat(host.node.live()).as("wrong endpoint").isZero();
    assertThat(host.node.stat(Stat.STRAY)).isEqualTo(2);
    host.node.datagram(net.now, 0, right, good, 0, good.length, wire);
    assertThat(host.node.live()).isEqualTo(1);
    host.node.datagram(net.now, 0, right, good, 0, good.length, wire);
    assertThat(host.node.stat(Stat.STRAY)).as("replayed").isEqualTo(3);
  }

  @Test
  void answerUnderAnotherIdIsAMismatch() {
    Host host = net.add();
    Wire wire = new Wire();
    Endpoint there = net.address(500);
    NodeId expected = net.randomId();
    host.node.submit(
        net.now,
        new Command.Query(there, java.util.Optional.of(expected), "ping", DhtArguments.NONE),
        wire);
    byte[] forged = answer(wire.sent.get(0), net.randomId());
    host.node.datagram(net.now, 0, there, forged, 0, forged.length, wire);
    assertThat(host.node.stat(Stat.MISMATCH)).isEqualTo(1);
    assertThat(host.node.live()).isZero();
  }

  @Test
  void transactionIdsAreRandom() {
    Host host = net.add();
    Wire wire = new Wire();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      host.node.submit(net.now, new Command.AddNode(net.address(100 + i)), wire);
      String text = new String(wire.sent.get(i), java.nio.charset.StandardCharsets.ISO_8859_1);
      ids.add(text.substring(text.indexOf("1:t4:") + 5).substring(0, 2));
    }
    assertThat(ids).hasSizeGreaterThan(90);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void smallNetworksWork(int nodes) {
    net.grow(nodes);
    net.run(10 * TestNetwork.SECOND);
    NodeId infoHash = net.randomId();
    Host announcer = net.hosts.get(0);
    Host seeker = net.hosts.get(nodes - 1);
    announcer.submit(new Command.Announce(infoHash, 9, false, false, LookupOptions.DEFAULT));
    net.run(30 * TestNetwork.SECOND);
    seeker.submit(new Command.GetPeers(infoHash, LookupOptions.DEFAULT));
    net.run(30 * TestNetwork.SECOND);
    assertThat(announcer.events(DhtEvent.StoreDone.class)).hasSize(1);
    assertThat(seeker.events(DhtEvent.LookupDone.class)).hasSize(nodes > 1 ? 1 : 2);
    if (nodes > 1) {
      assertThat(announcer.node.state()).isEqualTo(DhtState.READY);
      assertThat(seeker.events(DhtEvent.PeersFound.class)).isNotEmpty();
    } else {
      assertThat(announcer.node.state()).isEqualTo(DhtState.ISOLATED);
    }
    byte[] value = {'1', ':', 'x'};
    NodeId target = ItemRules.immutableTarget(value);
    announcer.submit(
        new Command.Put(
            io.waggle.kademliadht.store.StoredItem.immutable(target, value),
            java.util.Optional.empty(),
            LookupOptions.DEFAULT));
    net.run(30 * TestNetwork.SECOND);
    seeker.submit(new Command.GetImmutable(target, LookupOptions.DEFAULT));
    net.run(30 * TestNetwork.SECOND);
    assertThat(seeker.events(DhtEvent.ItemFound.class)).hasSize(1);
  }

  @Test
  void operationsWaitUntilTheNodeIsIn() {
    net.grow(20);
    net.run(10 * TestNetwork.SECOND);
    Host late = net.add();
    late.submit(new Command.FindNodes(net.randomId(), LookupOptions.DEFAULT));
    net.run(5 * TestNetwork.SECOND);
    assertThat(late.events(DhtEvent.LookupDone.class)).as("nobody known").isEmpty();
    late.submit(new Command.Bootstrap(List.of(net.hosts.get(4).endpoint)));
    net.run(3 * TestNetwork.SECOND);
    assertThat(late.events(DhtEvent.LookupDone.class))
        .singleElement()
        .satisfies(done -> assertThat(done.results().get(0).closest()).hasSize(8));
  }

  @Test
  void oneRememberedNodeOutOfManyIsEnough() {
    net.grow(30);
    net.run(10 * TestNetwork.SECOND);
    List<Contact> remembered = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      remembered.add(
          new Contact(net.randomId(), net.address(700 + i), 90_000, 86_400, 100, true, 0));
    }
    Host alive = net.hosts.get(9);
    remembered.add(
        new Contact(alive.node.id(Family.V4), alive.endpoint, 90_000, 86_400, 100, true, 0));
    NodeConfig config = NodeConfig.compact(net.randomId());
    Host warm =
        net.add(
            config,
            new Snapshot(
                List.of(new Snapshot.Table(Family.V4, config.locals().get(0).id(), remembered)),
                0));
    net.run(15 * TestNetwork.SECOND);
    assertThat(warm.node.state()).isEqualTo(DhtState.READY);
    assertThat(warm.node.live()).isGreaterThanOrEqualTo(8);
  }

  /** Dead nodes that others still name say nothing of our own line: operations do not wait. */
  @Test
  void aNewcomerAmongManyDeadNodesIsReady() {
    net.grow(60);
    net.run(60 * TestNetwork.SECOND);
    net.hosts.subList(15, 60).forEach(host -> host.down = true);
    Host late = net.add();
    late.submit(new Command.Bootstrap(List.of(net.hosts.get(4).endpoint)));
    net.run(10 * TestNetwork.SECOND);
    assertThat(late.node.state()).isEqualTo(DhtState.READY);
    for (int i = 0; i < 5; i++) {
      late.submit(new Command.FindNodes(net.randomId(), LookupOptions.DEFAULT));
      net.run(5 * TestNetwork.SECOND);
      assertThat(late.node.state()).isEqualTo(DhtState.READY);
      assertThat(late.events(DhtEvent.LookupDone.class)).hasSize(i + 1);
    }
  }

  @Test
  void nothingIsForgottenWhileTheNetworkIsGone() {
    net.grow(40);
    net.run(120 * TestNetwork.SECOND);
    Host host = net.hosts.get(5);
    int before = host.node.live();
    net.loss = 1;
    net.run(4 * 3600 * TestNetwork.SECOND);
    assertThat(host.node.live()).isGreaterThan(before / 2);
    assertThat(host.node.state()).isEqualTo(DhtState.ISOLATED);
    net.loss = 0;
    host.submit(new Command.NetworkChanged());
    net.run(120 * TestNetwork.SECOND);
    assertThat(host.node.state()).isEqualTo(DhtState.READY);
  }

  @Test
  void otherBundlesAddQueriesUnderTheSameTokens() {
    Host host = net.add();
    Asking stranger = new Asking(net, host, Asking.STRANGER);
    host.node.register(
        "mb_put",
        (query, answer) -> {
          if (query.tokenGood()) {
            answer.reply(net.now, DhtArguments.NONE.with("state", 2), new Relay(net, host));
          } else {
            answer.refuse(203, "bad token", new Relay(net, host));
          }
        });
    assertThat(host.node.stat(Stat.EXTENSION)).isZero();
    DhtArguments put = Asking.as(Asking.STRANGER_ID).with("m", net.randomId());
    Relay.answers.clear();
    net.exchange(host, Asking.STRANGER, Asking.encode("mb_put", put));
    assertThat(Asking.read(Relay.answers).code()).isEqualTo(203);
    ByteString token = stranger.token(put.id("m").orElseThrow());
    Relay.answers.clear();
    net.exchange(host, Asking.STRANGER, Asking.encode("mb_put", put.with("tok", token)));
    assertThat(Asking.read(Relay.answers).values().integer("state")).hasValue(2);
    assertThat(host.node.stat(Stat.EXTENSION)).isEqualTo(2);
  }

  /** Takes what a handler says. */
  private record Relay(TestNetwork net, Host host) implements Output {
    static final List<byte[]> answers = new ArrayList<>();

    @Override
    public void send(int tag, Endpoint to, byte[] buffer, int offset, int length) {
      answers.add(java.util.Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void event(DhtEvent event) {}
  }
}
