package io.waggle.kademliadht.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.security.Addresses;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of a table whatever happens to it. */
class RoutingTableTest {

  private static final NodeId SELF = NodeId.of(0x0123_4567_89ab_cdefL, 7, 9);
  private static final int STEPS = 400;

  private final Nearest nearest = new Nearest();

  @Property(tries = 60)
  void invariantsHoldAfterEveryStep(@ForAll long seed, @ForAll boolean wide, @ForAll boolean v6) {
    Walk walk = new Walk(seed, wide ? TableProfile.WIDE : TableProfile.COMPACT, v6);
    for (int step = 0; step < STEPS; step++) {
      walk.step();
      walk.check();
    }
  }

  /** A sequence of what a network does to a table. */
  private final class Walk {
    final RandomGenerator random;
    final TableProfile profile;
    final RoutingTable table;
    final boolean v6;
    int now = 1;

    Walk(long seed, TableProfile profile, boolean v6) {
      this.random = new java.util.SplittableRandom(seed);
      this.profile = profile;
      this.v6 = v6;
      this.table = new RoutingTable(v6 ? Family.V6 : Family.V4, SELF, profile, Diversity.STRICT);
    }

    /** Ids of all distances, 600 of them, so that old friends come again. */
    NodeId id() {
      int which = random.nextInt(600);
      int shared = which % 20;
      long other = SELF.hi() ^ (Long.MIN_VALUE >>> shared) ^ ((which * 0x9e3779b97f4a7c15L) >>> 21);
      return which == 0 ? SELF : NodeId.of(other, which, which);
    }

    /** Few neighbourhoods, so that they are crowded. */
    Endpoint endpoint() {
      int host = random.nextInt(400);
      return v6
          ? Endpoint.v6(0x2001_0db8_0000_0000L + (host % 40 << 16), host, 6881)
          : Endpoint.v4(0x50000000 + host % 40 * 256 + host / 40, 6881 + random.nextInt(2));
    }

    void step() {
      now += random.nextInt(200);
      NodeId id = id();
      Endpoint endpoint = known(id);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> table.answered(now, id, endpoint, random.nextInt(500), false);
        case 3 -> table.heard(now, id, endpoint());
        case 4 -> table.asked(now, id);
        case 5 -> table.failed(id, endpoint);
        case 6 -> table.mismatch(id, endpoint);
        default -> table.asking(now, id.hi(), id.mid(), id.lo(), endpoint);
      }
    }

    private Endpoint known(NodeId id) {
      return table.contacts(now).stream()
          .filter(c -> c.id().equals(id) && random.nextInt(4) > 0)
          .map(Contact::endpoint)
          .findFirst()
          .orElseGet(this::endpoint);
    }

    void check() {
      List<Contact> all = table.contacts(now);
      assertThat(all).extracting(Contact::id).doesNotHaveDuplicates().doesNotContain(SELF);
      assertThat(all.stream().filter(Contact::live).count()).isEqualTo(table.live());
      assertThat(all).hasSize(table.live() + table.waiting());
      checkBuckets(all);
      checkNeighbourhoods(all);
      checkClosest(all);
    }

    private void checkBuckets(List<Contact> all) {
      Map<Integer, Integer> sizes = new HashMap<>();
      all.stream()
          .filter(Contact::live)
          .forEach(c -> sizes.merge(table.bucketOf(c.id()), 1, Integer::sum));
      sizes.forEach(
          (bucket, size) -> {
            assertThat(size).isEqualTo(table.liveIn(bucket));
            assertThat(size).isLessThanOrEqualTo(profile.capacity(bucket) + RoutingTable.SIBLINGS);
          });
    }

    private void checkNeighbourhoods(List<Contact> all) {
      Map<Long, Integer> inTable = new HashMap<>();
      Map<List<Long>, Integer> inBucket = new HashMap<>();
      Set<Object> hosts = new HashSet<>();
      for (Contact contact : all) {
        long group = Addresses.group(contact.endpoint());
        inTable.merge(group, 1, Integer::sum);
        inBucket.merge(List.of(group, (long) table.bucketOf(contact.id())), 1, Integer::sum);
        assertThat(hosts.add(List.of(contact.endpoint().hi(), contact.endpoint().lo())))
            .as("one slot an address")
            .isTrue();
      }
      if (!all.isEmpty()) {
        assertThat(Collections.max(inTable.values())).isLessThanOrEqualTo(8);
        assertThat(Collections.max(inBucket.values())).isLessThanOrEqualTo(2);
      }
    }

    private void checkClosest(List<Contact> all) {
      NodeId target = id();
      int found = table.closest(now, target, 8, false, nearest);
      List<NodeId> expected =
          all.stream()
              .filter(Contact::live)
              .map(Contact::id)
              .sorted(Comparator.comparing(id -> id, target::compareDistance))
              .limit(8)
              .toList();
      List<NodeId> given =
          java.util.stream.IntStream.range(0, found)
              .mapToObj(i -> table.contact(now, nearest.row(i)).id())
              .toList();
      assertThat(given).isEqualTo(expected);
    }
  }

  /** Two nodes of one IPv6 /48 share its limit; those of another /48 have their own. */
  @Example
  void ipv6NeighboursAreGroupedByTheirOwnPrefix() {
    RoutingTable table = new RoutingTable(Family.V6, SELF, TableProfile.COMPACT, Diversity.STRICT);
    for (int i = 1; i <= 6; i++) {
      NodeId id = NodeId.of(~SELF.hi() ^ ((long) i << 50), i, i);
      long prefix = 0x2001_0db8_0000_0000L + ((long) (i / 4) << 16);
      table.answered(10, id, Endpoint.v6(prefix, i, 6881), 5, false);
    }
    assertThat(table.live()).as("two of each /48 in a bucket").isEqualTo(4);
  }

  /** Whoever has many addresses in a few /24s has a few places, in whatever buckets. */
  @Example
  void fourNetworksHaveTwelvePlacesInATable() {
    RoutingTable table = new RoutingTable(Family.V4, SELF, TableProfile.WIDE, Diversity.STRICT);
    for (int i = 0; i < 256; i++) {
      NodeId id = NodeId.of(SELF.hi() ^ (Long.MIN_VALUE >>> i % 16), i, i);
      int address = 0x50000000 + (i % 4 << 8) + i / 4;
      table.answered(10, id, Endpoint.v4(address, 6881), 5, false);
    }
    assertThat(table.live()).isEqualTo(12);
  }

  /** Failures while the whole network is silent cost nobody his place. */
  @Example
  void nothingIsEvictedWhileFrozen() {
    RoutingTable table = new RoutingTable(Family.V4, SELF, TableProfile.COMPACT, Diversity.STRICT);
    NodeId id = NodeId.of(1, 2, 3);
    Endpoint endpoint = Endpoint.v4(0x50000001, 6881);
    table.answered(10, id, endpoint, 5, false);
    table.freeze(true);
    for (int i = 0; i < 20; i++) {
      table.failed(id, endpoint);
    }
    assertThat(table.live()).isEqualTo(1);
    table.freeze(false);
    for (int i = 0; i < 20; i++) {
      table.failed(id, endpoint);
    }
    assertThat(table.live()).isZero();
  }
}
