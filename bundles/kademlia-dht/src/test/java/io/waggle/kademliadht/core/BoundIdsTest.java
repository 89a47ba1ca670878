package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.security.Bep42;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids made up to be nearest to a target, which half of the network believes. */
class BoundIdsTest {

  private static final int HONEST = 40;
  private static final int FORGED = 10;

  private final TestNetwork net = new TestNetwork(31);
  private final NodeId target = net.randomId();

  /** Every second one enforces; the others take any id, and name it. */
  private void settle() {
    for (int i = 0; i < HONEST; i++) {
      Endpoint endpoint = net.address(i);
      NodeId bound = Bep42.make(endpoint, i, net.randomId().hi(), net.randomId().mid());
      join(bound, i % 2 == 0 ? IdPolicy.ENFORCE : IdPolicy.ANY);
    }
    for (int i = 0; i < FORGED; i++) {
      join(target.flip(NodeId.BITS - 1 - i), IdPolicy.ANY);
    }
    net.run(120 * TestNetwork.SECOND);
  }

  private void join(NodeId id, IdPolicy ids) {
    Host host = net.add(NodeConfig.compact(id).with(ids), Snapshot.EMPTY);
    host.submit(new Command.Bootstrap(List.of(net.address(1))));
    net.run(TestNetwork.SECOND);
  }

  private List<Found> closest(Host asker) {
    asker.events.clear();
    asker.submit(new Command.FindNodes(target, LookupOptions.DEFAULT));
    net.run(30 * TestNetwork.SECOND);
    return asker.events(DhtEvent.LookupDone.class).get(0).results().get(0).closest();
  }

  private static boolean isBound(Found node) {
    return Bep42.fits(node.id(), node.endpoint());
  }

  @Test
  void forgedOnesNeitherCountNorAreStoredAt() {
    settle();
    assertThat(closest(net.hosts.get(1))).as("takes any id").noneMatch(BoundIdsTest::isBound);
    Host careful = net.hosts.get(2);
    assertThat(closest(careful)).hasSize(8).allMatch(BoundIdsTest::isBound);
    careful.submit(new Command.Announce(target, 9, false, false, LookupOptions.DEFAULT));
    net.run(30 * TestNetwork.SECOND);
    assertThat(careful.events(DhtEvent.StoreDone.class).get(0).holders())
        .hasSizeGreaterThanOrEqualTo(6)
        .allMatch(BoundIdsTest::isBound);
  }
}
