package io.waggle.kademliadht.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Entropy;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.KrpcWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryItemStoreTest {

  private static final Quota SMALL = new Quota(2000, 100, 40_000, 4, 1800, 7200);
  private final Entropy entropy = Entropy.seeded(3);

  private NodeId id() {
    return NodeId.of(entropy.nextLong(), entropy.nextLong(), (int) entropy.nextLong());
  }

  private static Set<Endpoint> peers(ItemStore store, int now, NodeId topic, int reads) {
    Set<Endpoint> peers = new HashSet<>();
    for (int i = 0; i < reads; i++) {
      KrpcWriter out = new KrpcWriter();
      int n = store.writePeers(now, topic.hi(), topic.mid(), topic.lo(), Family.V4, true, 80, out);
      for (int p = 0; p < n; p++) {
        peers.add(Endpoint.read(out.buffer(), 8 * p + 2, Family.V4));
      }
    }
    return peers;
  }

  /** Against a plain map, with expiry and re-announcing, for some thousand steps. */
  @Test
  void agreesWithAPlainMap() {
    MemoryItemStore store = new MemoryItemStore(new Quota(100_000, 6000, 1, 1, 1800, 7200), 5);
    Map<NodeId, Map<Endpoint, Integer>> model = new HashMap<>();
    NodeId[] topics = new NodeId[20];
    for (int i = 0; i < topics.length; i++) {
      topics[i] = id();
    }
    for (int now = 0; now < 10_000; now++) {
      NodeId topic = topics[(int) Math.floorMod(entropy.nextLong(), 20L)];
      Endpoint peer = Endpoint.v4((int) Math.floorMod(entropy.nextLong(), 60L) << 8 | 1, 7);
      assertThat(store.announce(now, topic, peer, false)).isTrue();
      model.computeIfAbsent(topic, t -> new HashMap<>()).put(peer, now);
      if (now % 500 == 499) {
        store.sweep(now);
        check(store, model, now);
      }
    }
    store.sweep(100_000);
    assertThat(store.peers()).isZero();
    assertThat(store.topics()).isZero();
  }

  private static void check(ItemStore store, Map<NodeId, Map<Endpoint, Integer>> model, int now) {
    model.forEach(
        (topic, announced) -> {
          Set<Endpoint> stored = peers(store, now, topic, 20);
          announced.forEach(
              (peer, when) -> {
                if (now - when < 1600) {
                  assertThat(stored).contains(peer);
                } else if (now - when > 2000) {
                  assertThat(stored).doesNotContain(peer);
                }
              });
        });
  }

  @Test
  void readersSeeOthersEachTime() {
    MemoryItemStore store = new MemoryItemStore(Quota.DEFAULT, 5);
    NodeId topic = id();
    for (int i = 0; i < 30; i++) {
      store.announce(0, topic, Endpoint.v4(i << 8, 7), false);
    }
    assertThat(peers(store, 1, topic, 1)).hasSize(10);
    assertThat(peers(store, 1, topic, 3)).hasSize(30);
  }

  @Test
  void quotasHold() {
    MemoryItemStore store = new MemoryItemStore(SMALL, 5);
    NodeId self = id();
    store.standAt(self);
    NodeId crowded = id();
    int taken = 0;
    for (int i = 0; i < 300; i++) {
      taken += store.announce(0, crowded, Endpoint.v4(i << 8, 7), false) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(100);
    for (int i = 0; i < 20_000; i++) {
      store.announce(0, id(), Endpoint.v4(0x20000000 + (i << 8), 7), false);
    }
    assertThat(store.peers()).isLessThanOrEqualTo(2000);
    NodeId near = self.flip(100);
    assertThat(store.announce(0, near, Endpoint.v4(0x30000000, 7), false)).isTrue();
  }

  @Test
  void oneNeighbourhoodDoesNotFillTheStore() {
    MemoryItemStore store =
        new MemoryItemStore(new Quota(20_000, 6000, 1 << 20, 16, 1800, 7200), 5);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      taken +=
          store.announce(0, id(), Endpoint.v4(0x01020300 + i % 256, 1 + i / 256), false) ? 1 : 0;
    }
    assertThat(taken).isLessThan(20_000 / 16 + 100);
  }

  @Test
  void itemsAreBoundedInBytesAndTime() {
    MemoryItemStore store = new MemoryItemStore(SMALL, 5);
    for (int i = 0; i < 1000; i++) {
      store.put(0, StoredItem.immutable(id(), new byte[100]), i);
    }
    assertThat(store.itemBytes()).isLessThanOrEqualTo(40_000);
    assertThat(store.items()).isPositive();
    NodeId target = id();
    assertThat(store.put(10, StoredItem.immutable(target, new byte[20_000]), 1)).isFalse();
    store.sweep(7300);
    assertThat(store.items()).isZero();
  }
}
