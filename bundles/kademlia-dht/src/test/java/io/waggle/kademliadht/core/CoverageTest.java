package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static final int WIDTH = 64;
  private static final int K = 8;

  private final Random random = new Random(4);

  private NodeId id() {
    return NodeId.of(random.nextLong(), random.nextLong(), random.nextInt());
  }

  private static List<NodeId> nearest(List<NodeId> all, NodeId target, int k) {
    return all.stream().sorted(target::compareDistance).limit(k).toList();
  }

  /** An id with that many leading bits of another, and chance behind them. */
  private NodeId within(NodeId region, int prefix) {
    NodeId id = id();
    for (int bit = 0; bit < prefix; bit++) {
      boolean differs = region.compareDistance(id.flip(bit), id) < 0;
      id = differs ? id.flip(bit) : id;
    }
    return id;
  }

  @Test
  void whoeverIsNearestToAnIdOfTheRegionWasFound() {
    int regions = 0;
    for (int run = 0; run < 200; run++) {
      int size = 20 + random.nextInt(2_000);
      List<NodeId> all = Stream.generate(this::id).limit(size).toList();
      NodeId target = id();
      List<NodeId> found = nearest(all, target, WIDTH);
      int prefix = Coverage.prefix(target, found, WIDTH, K, size);
      regions += prefix < 0 ? 0 : 1;
      for (int i = 0; i < 10 && prefix >= 0; i++) {
        NodeId id = within(target, prefix);
        assertThat(found).containsAll(nearest(all, id, K));
      }
    }
    assertThat(regions).isGreaterThan(190);
  }

  @Test
  void aLookupThatCameUpShortSaysNothing() {
    List<NodeId> all = Stream.generate(this::id).limit(1_000).toList();
    NodeId target = id();
    List<NodeId> found = nearest(all, target, 40);
    assertThat(Coverage.prefix(target, found, WIDTH, K, 1_000)).isEqualTo(Coverage.NONE);
    assertThat(Coverage.prefix(target, found, WIDTH, K, 40)).as("everybody").isZero();
    assertThat(Coverage.prefix(target, found.subList(0, 5), WIDTH, K, 5)).isEqualTo(Coverage.NONE);
  }

  /** Whoever has met a quarter of them only can't say who is nearest. */
  @Test
  void aRegionThinnerThanTheNetworkIsNotTrusted() {
    List<NodeId> all = Stream.generate(this::id).limit(2_000).toList();
    List<NodeId> met = all.subList(0, 500);
    int trusted = 0;
    for (int run = 0; run < 100; run++) {
      NodeId target = id();
      List<NodeId> found = nearest(met, target, WIDTH);
      trusted += Coverage.prefix(target, found, WIDTH, K, 2_000) < 0 ? 0 : 1;
    }
    assertThat(trusted).isLessThan(10);
  }

  @Test
  void regionsOfTheExpectedSize() {
    assertThat(Coverage.expected(10_000, 56)).isEqualTo(8);
    assertThat(Coverage.expected(56, 56)).isZero();
    assertThat(Coverage.expected(57, 56)).isEqualTo(1);
  }
}
