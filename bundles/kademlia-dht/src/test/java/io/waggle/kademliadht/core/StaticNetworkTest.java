package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.store.StoredItem;
import io.waggle.kademliadht.table.Contact;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaticNetworkTest {

  @Test
  void everyNodeGetsInThroughOneOfThem() {
    TestNetwork net = new TestNetwork(1).grow(60);
    net.run(10 * TestNetwork.SECOND);
    assertThat(net.hosts).allMatch(host -> host.node.state() == DhtState.READY);
    assertThat(net.hosts).allMatch(host -> host.node.live() >= 8);
  }

  @Test
  void lookupFindsTheNearest() {
    TestNetwork net = new TestNetwork(2).grow(100);
    net.run(20 * TestNetwork.SECOND);
    int right = 0;
    for (int i = 0; i < 50; i++) {
      NodeId target = net.randomId();
      Host asker = net.hosts.get(i);
      asker.events.clear();
      asker.submit(new Command.FindNodes(target, LookupOptions.DEFAULT));
      net.run(5 * TestNetwork.SECOND);
      List<Found> closest =
          asker.events(DhtEvent.LookupDone.class).get(0).results().get(0).closest();
      NodeId self = asker.node.id(Family.V4);
      List<NodeId> expected =
          net.nearest(target, 9).stream().filter(id -> !id.equals(self)).limit(8).toList();
      right += closest.stream().map(Found::id).toList().equals(expected) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(48);
  }

  /** Our own copy in a small network says nothing of the others'. */
  @Test
  void storingIsToldWhenOthersHaveConfirmed() {
    TestNetwork net = new TestNetwork(8).grow(3);
    net.run(10 * TestNetwork.SECOND);
    byte[] value = {'1', ':', 'x'};
    Host putter = net.hosts.get(1);
    putter.submit(
        new Command.Put(
            StoredItem.immutable(ItemRules.immutableTarget(value), value),
            Optional.empty(),
            LookupOptions.DEFAULT));
    net.run(10 * TestNetwork.SECOND);
    List<DhtEvent.StoreDone> told = putter.events(DhtEvent.StoreDone.class);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).holders()).hasSize(3);
  }

  /** Only two are still where they were; all the others have come back at other addresses. */
  @Test
  void whoHasMovedIsFoundAtTheAddressOthersName() {
    TestNetwork net = new TestNetwork(9).grow(60);
    net.run(10 * TestNetwork.SECOND);
    List<Contact> remembered = new ArrayList<>();
    for (int i = 0; i < net.hosts.size(); i++) {
      Host host = net.hosts.get(i);
      Endpoint at = i < 2 ? host.endpoint : net.address(1_000 + i);
      NodeId id = host.node.id(Family.V4);
      remembered.add(new Contact(id, at, 90_000, 86_400, 60, true, 0));
    }
    NodeId self = net.randomId();
    Snapshot warm = new Snapshot(List.of(new Snapshot.Table(Family.V4, self, remembered)), 60);
    Host host = net.add(NodeConfig.compact(self), warm);
    net.run(5 * TestNetwork.SECOND);
    assertThat(host.node.state()).isEqualTo(DhtState.READY);
    List<NodeId> near = net.nearest(self, 9).stream().filter(id -> !id.equals(self)).toList();
    List<NodeId> live =
        host.node.contacts(0, net.now).stream().filter(Contact::live).map(Contact::id).toList();
    assertThat(live).containsAll(near);
  }

  @Test
  void announcedPeersAreFound() {
    TestNetwork net = new TestNetwork(3).grow(50);
    net.run(10 * TestNetwork.SECOND);
    NodeId infoHash = net.randomId();
    Host announcer = net.hosts.get(7);
    announcer.submit(new Command.Announce(infoHash, 4242, false, false, LookupOptions.DEFAULT));
    net.run(5 * TestNetwork.SECOND);
    assertThat(announcer.events(DhtEvent.StoreDone.class))
        .singleElement()
        .satisfies(done -> assertThat(done.holders().size()).isGreaterThanOrEqualTo(6));
    Host seeker = net.hosts.get(40);
    seeker.submit(new Command.GetPeers(infoHash, LookupOptions.DEFAULT));
    net.run(5 * TestNetwork.SECOND);
    assertThat(seeker.events(DhtEvent.PeersFound.class))
        .isNotEmpty()
        .allSatisfy(
            found ->
                assertThat(found.peers())
                    .containsExactly(Endpoint.v4(announcer.endpoint.v4(), 4242)));
  }

  @Test
  void sameSeedGivesTheSameBytes() throws Exception {
    assertThat(digestOfARun()).isEqualTo(digestOfARun());
  }

  private static String digestOfARun() throws Exception {
    TestNetwork net = new TestNetwork(99);
    net.digest = MessageDigest.getInstance("SHA-256");
    net.loss = 0.02;
    net.grow(40);
    for (int i = 0; i < 20; i++) {
      net.hosts.get(i).submit(new Command.GetPeers(net.randomId(), LookupOptions.DEFAULT));
    }
    net.run(120 * TestNetwork.SECOND);
    return HexFormat.of().formatHex(net.digest.digest());
  }
}
