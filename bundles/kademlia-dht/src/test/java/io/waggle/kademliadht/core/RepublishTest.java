package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.StoredItem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepublishTest {

  private static final long MINUTE = 60 * TestNetwork.SECOND;

  private static Command.Store item(int i) {
    byte[] value = ("7:value" + (10 + i)).getBytes(StandardCharsets.US_ASCII);
    StoredItem item = StoredItem.immutable(ItemRules.immutableTarget(value), value);
    return new Command.Put(item, Optional.empty(), LookupOptions.DEFAULT);
  }

  /** As many announcements as items. */
  private static List<Command.Store> values(TestNetwork net, int count) {
    List<Command.Store> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(
          i % 2 == 0
              ? item(i)
              : new Command.Announce(net.randomId(), 4242, false, false, LookupOptions.DEFAULT));
    }
    return values;
  }

  private static DhtEvent.RepublishDone done(Host host) {
    List<DhtEvent.RepublishDone> done = host.events(DhtEvent.RepublishDone.class);
    assertThat(done).hasSize(1);
    return done.get(0);
  }

  private static int copies(TestNetwork net, Command.Store value) {
    return (int)
        net.hosts.stream()
            .filter(
                host ->
                    value instanceof Command.Put
                        ? host.store.get(10_000_000, value.target()) != null
                        : host.store.peers(value.target(), Family.V4) > 0)
            .count();
  }

  private static TestNetwork settled(long seed, int nodes) {
    TestNetwork net = new TestNetwork(seed).grow(nodes);
    net.run(MINUTE);
    return net;
  }

  @Test
  void oneLookupServesARegion() {
    TestNetwork net = settled(21, 120);
    List<Command.Store> values = values(net, 80);
    Host host = net.hosts.get(60);
    host.submit(new Command.Republish(values));
    net.run(5 * MINUTE);
    assertThat(done(host).stored()).isEqualTo(80);
    assertThat(done(host).lookups()).isLessThanOrEqualTo(12);
    assertThat(host.node.stat(Stat.REPUBLISHED)).isEqualTo(80);
    assertThat(host.node.stat(Stat.REGIONS)).isPositive();
    assertThat(host.node.stat(Stat.SWEEPS)).isEqualTo(1);
    assertThat(host.node.stat(Stat.LOOKUPS_SPARED)).isEqualTo(80 - done(host).lookups());
    for (Command.Store value : values) {
      assertThat(copies(net, value)).isBetween(7, 8);
    }
  }

  @Test
  void eachIsSettledOnceAndNamesItsHolders() {
    TestNetwork net = settled(22, 120);
    net.loss = 0.1;
    List<Command.Store> values = values(net, 40);
    Host host = net.hosts.get(7);
    host.submit(new Command.Republish(values));
    net.run(5 * MINUTE);
    List<DhtEvent.Stored> settled = host.events(DhtEvent.Stored.class);
    Set<Integer> indexes = new HashSet<>(settled.stream().map(DhtEvent.Stored::index).toList());
    assertThat(settled).hasSize(40).allMatch(one -> one.asked() >= one.holders().size());
    assertThat(indexes).hasSize(40);
    assertThat(settled).allMatch(one -> one.holders().size() >= 6);
    assertThat(done(host).stored()).isEqualTo(40);
  }

  @Test
  void inASmallNetworkEachHasALookupOfItsOwn() {
    TestNetwork net = settled(23, 5);
    Host host = net.hosts.get(2);
    host.submit(new Command.Republish(values(net, 10)));
    net.run(2 * MINUTE);
    assertThat(done(host).stored()).isEqualTo(10);
    assertThat(done(host).lookups()).isEqualTo(10);
    assertThat(host.node.stat(Stat.LOOKUPS_SPARED)).isZero();
  }

  @Test
  void nothingAtAllIsDoneAtOnce() {
    TestNetwork net = settled(24, 3);
    net.hosts.get(1).submit(new Command.Republish(List.of()));
    net.run(TestNetwork.SECOND);
    assertThat(done(net.hosts.get(1)).lookups()).isZero();
  }

  @Test
  void endsWhereNobodyAnswers() {
    TestNetwork net = settled(25, 60);
    Host host = net.hosts.get(30);
    net.hosts.stream().filter(other -> other != host).forEach(other -> other.down = true);
    host.submit(new Command.Republish(values(net, 20)));
    net.run(20 * MINUTE);
    assertThat(host.events(DhtEvent.Stored.class)).allMatch(one -> others(host, one) == 0);
    assertThat(host.events(DhtEvent.Stored.class)).hasSize(20);
  }

  /** Alone in the network as it seems, it keeps items itself. */
  private static long others(Host host, DhtEvent.Stored one) {
    NodeId self = host.node.id(Family.V4);
    return one.holders().stream().filter(holder -> !holder.id().equals(self)).count();
  }

  @Test
  void aCancelledOneIsSilent() {
    TestNetwork net = settled(26, 120);
    Host host = net.hosts.get(60);
    long operation = host.submit(new Command.Republish(values(net, 200)));
    net.run(3 * TestNetwork.SECOND);
    host.submit(new Command.Cancel(operation));
    host.events.clear();
    net.run(MINUTE / 2);
    long sent = host.node.stat(Stat.ASKED);
    net.run(MINUTE / 2);
    assertThat(host.events(DhtEvent.Stored.class)).isEmpty();
    assertThat(host.events(DhtEvent.RepublishDone.class)).isEmpty();
    assertThat(host.node.stat(Stat.ASKED) - sent).as("upkeep only").isLessThan(40);
  }

  /** Around a node one token serves; farther away each target needs its own. */
  @Test
  void aTokenServesTheNeighbourhoodOnly() {
    TestNetwork net = new TestNetwork(27);
    NodeId self = net.randomId();
    Host host =
        net.add(NodeConfig.compact(self).maintenance(false), new Snapshot(List.of(), 10_000));
    Asking stranger = new Asking(net, host, Asking.STRANGER);
    NodeId near = self.flip(40);
    NodeId far = self.flip(0);
    assertThat(announce(stranger, near, stranger.token(self))).isZero();
    assertThat(announce(stranger, self.flip(30), stranger.token(near))).isZero();
    assertThat(announce(stranger, far, stranger.token(self))).isEqualTo(203);
    assertThat(announce(stranger, near, stranger.token(far))).isEqualTo(203);
    assertThat(announce(stranger, far.flip(100), stranger.token(far))).isEqualTo(203);
    assertThat(announce(stranger, far, stranger.token(far))).isZero();
    Asking other = new Asking(net, host, net.address(3));
    assertThat(announce(other, near, stranger.token(self))).as("another's").isEqualTo(203);
  }

  private static int announce(Asking asking, NodeId target, ByteString token) {
    DhtArguments arguments =
        Asking.as(Asking.STRANGER_ID).with("port", 1234L).with("info_hash", target);
    return asking.ask("announce_peer", arguments.with("token", token)).code();
  }
}
