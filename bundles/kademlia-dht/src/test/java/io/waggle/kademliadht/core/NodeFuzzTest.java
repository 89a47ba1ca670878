package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.MemoryItemStore;
import io.waggle.kademliadht.store.Quota;
import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged packets against a whole node: nothing is thrown, no answer is longer than allowed, and
 * neither what it keeps nor the heap grows over its bounds. Ten million with the profile {@code
 * long}.
 */
class NodeFuzzTest {

  private static final long BETWEEN_PACKETS = 100_000;
  private static final int TOKENS_ANEW = 100_000;
  private static final NodeId TOPIC = NodeId.parse("5a".repeat(20));
  private static final Quota SMALL = new Quota(2_000, 100, 1 << 20, 1, 1_800, 7_200);

  /** What warming up and the collector's mood may add; ten million leaks would be far over it. */
  private static final long FLAT = 8 << 20;

  private final Random random = new Random(41);
  private final MemoryItemStore store = new MemoryItemStore(SMALL, 5);
  private final DhtNode node =
      new DhtNode(
          NodeConfig.server(Family.V4, NodeId.parse("a5".repeat(20))).with(Limits.NONE),
          Entropy.seeded(11),
          store,
          (key, message, signature) -> signature[0] % 2 == 0,
          Snapshot.EMPTY,
          new Workspace(),
          0);
  private final Endpoint[] senders = new Endpoint[512];
  private final List<byte[]> packets = new ArrayList<>();
  private long now;
  private int fed;
  private int answers;
  private int longest;
  private byte[] last = {};
  private long heapAtHalf;

  private final Output out =
      new Output() {
        @Override
        public void send(int tag, Endpoint to, byte[] buffer, int offset, int length) {
          answers++;
          longest = Math.max(longest, length);
          if (fed == 0) {
            last = Arrays.copyOfRange(buffer, offset, offset + length);
          }
        }

        @Override
        public void event(DhtEvent event) {}
      };

  @Test
  void aNodeLivesThroughDamagedPackets() {
    for (int i = 0; i < senders.length; i++) {
      senders[i] = Endpoint.v4(0x50000000 + i * 256 + 1, 6881);
    }
    packets.addAll(Vectors.packets(Vectors.load("dht-krpc").get("packets")));
    int stores = packets.size();
    storesWithFreshTokens(stores);
    Mutations.each(packets, 29, packet -> feed(packet, stores));
    assertThat(answers).isGreaterThan(Mutations.count() / 100);
    assertThat(longest).isLessThanOrEqualTo(Responder.LONGEST_ITEM);
    assertThat(store.peers()).isBetween(1, 2 * 2_000);
    assertThat(store.itemBytes()).isBetween(1L, 1L << 20);
    assertThat(node.pending()).isLessThan(1_000);
    assertThat(heap() - heapAtHalf).isLessThan(FLAT);
    assertThat(ask("ping", DhtArguments.NONE).kind()).isEqualTo((byte) 'r');
  }

  private void feed(byte[] packet, int stores) {
    now += BETWEEN_PACKETS;
    if (fed % TOKENS_ANEW == 0) {
      storesWithFreshTokens(stores);
    }
    if (fed++ == Mutations.count() / 2) {
      heapAtHalf = heap();
    }
    // Each second packet comes from the one who holds the tokens.
    Endpoint from = senders[Math.max(0, random.nextInt(2 * senders.length) - senders.length)];
    node.datagram(now, 0, from, packet, 0, packet.length, out);
    if (node.nextDeadline() <= now) {
      node.tick(now, out);
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Only what could be stored comes to the deeper rooms. */
  private void storesWithFreshTokens(int from) {
    int before = fed;
    fed = 0;
    packets.subList(from, packets.size()).clear();
    ByteString token =
        ask("get_peers", DhtArguments.NONE.with("info_hash", TOPIC))
            .values()
            .bytes("token")
            .orElseThrow();
    DhtArguments announce =
        Asking.as(Asking.STRANGER_ID).with("info_hash", TOPIC).with("port", 7).with("token", token);
    packets.add(Asking.encode("announce_peer", announce));
    packets.add(Asking.encode("announce_peer", announce.with("seed", 1)));
    packets.add(Asking.encode("get_peers", announce.with("scrape", 1)));
    packets.add(Asking.encode("put", item()));
    fed = before;
  }

  private DhtArguments item() {
    byte[] key = new byte[32];
    DhtArguments target =
        DhtArguments.NONE.with("target", ItemRules.mutableTarget(key, new byte[0]));
    return Asking.as(Asking.STRANGER_ID)
        .with("k", key)
        .with("seq", now)
        .with("sig", new byte[64])
        .with("v", ByteString.of("Hello World!"))
        .with("token", ask("get", target).values().bytes("token").orElseThrow());
  }

  private Asking.Answer ask(String method, DhtArguments arguments) {
    byte[] query = Asking.encode(method, arguments.with("id", Asking.STRANGER_ID));
    fed = 0;
    node.datagram(now, 0, senders[0], query, 0, query.length, out);
    return Asking.read(List.of(last));
  }
}
