package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The packed store against plain maps, and its limits. */
class PeerStoreTest {

  private static final long MAPPED = 0xffff_0000_0000L;

  private record Key(long name, long lo, int port) {}

  private static PeerStore store(int entries, int perName, int perSource, long life) {
    return new PeerStore(new Limits(entries, perName, perSource, life), 99);
  }

  private static long ip(int a, int b, int c, int d) {
    return MAPPED | (a & 0xffL) << 24 | (long) b << 16 | (long) c << 8 | d;
  }

  private static PeerStore.Put put(PeerStore store, long name, long lo, int port, long now) {
    return store.put(name, name, 0, lo, port, 0, now);
  }

  private static Set<Key> contents(PeerStore store, long now) {
    Set<Key> all = new HashSet<>();
    store.forEach(now, (nameHi, nameLo, hi, lo, port, seen) -> all.add(new Key(nameHi, lo, port)));
    return all;
  }

  @Property(tries = 60)
  void behavesLikeAMap(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PeerStore store = store(100_000, 100_000, 0, 1000);
    Map<Key, Long> model = new HashMap<>();
    for (long now = 0; now < 1500; now++) {
      Key key = new Key(random.nextInt(12), ip(10, 0, random.nextInt(3), 1), random.nextInt(20));
      long then = now;
      if (random.nextInt(4) == 0) {
        Long was = model.remove(key);
        boolean there = store.remove(key.name(), key.name(), 0, key.lo(), key.port());
        assertThat(there || was == null || now - was >= 1000).isTrue();
      } else {
        Long was = model.put(key, now);
        PeerStore.Put put = put(store, key.name(), key.lo(), key.port(), now);
        boolean fresh = was == null || now - was >= 1000;
        assertThat(put).isEqualTo(fresh ? PeerStore.Put.NEW : PeerStore.Put.REFRESHED);
      }
      if (now % 100 == 0) {
        store.sweep(now);
        model.values().removeIf(seen -> then - seen >= 1000);
        assertThat(contents(store, now)).isEqualTo(model.keySet());
      }
    }
  }

  @Property(tries = 60)
  void drawsLivingEntriesOnceEach(@ForAll @LongRange(min = 1, max = 200) long count) {
    PeerStore store = store(1000, 1000, 0, 100);
    for (int port = 0; port < count; port++) {
      put(store, 5, ip(10, 0, 0, 1), port, port % 3 == 0 ? 0 : 50);
    }
    int[] into = new int[31];
    int living = (int) (count - (count + 2) / 3);
    int name = store.name(5, 5, true);
    int found = store.sample(name, 100, 31, into, new SplittableRandom(count));
    assertThat(found).isEqualTo(Math.min(31, living));
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < found; i++) {
      ports.add(store.port(into[i]));
    }
    assertThat(ports).hasSize(found).noneMatch(port -> port % 3 == 0);
  }

  @Test
  void oneSourceThatFloodsPushesOutItsOwnEntriesOnly() {
    PeerStore store = store(100, 1000, 0, Long.MAX_VALUE);
    for (int i = 0; i < 40; i++) {
      put(store, i, ip(192, 0, i, 1), 1000 + i, i);
    }
    for (int i = 0; i < 10_000; i++) {
      put(store, 7, ip(10, 9, 8, i % 250), i % 60_000, 100 + i);
    }
    assertThat(store.size()).isEqualTo(100);
    Set<Key> left = contents(store, 20_000);
    for (int i = 0; i < 40; i++) {
      assertThat(left).contains(new Key(i, ip(192, 0, i, 1), 1000 + i));
    }
    assertThat(store.evicted()).isEqualTo(9940);
    assertThat(store.names().size()).isEqualTo(40);
  }

  @Test
  void aFullNameGivesWayInTheGroupThatHasMostOfIt() {
    PeerStore store = store(1000, 10, 0, Long.MAX_VALUE);
    for (int i = 0; i < 5; i++) {
      put(store, 1, ip(192, 0, i, 1), 80, i);
    }
    for (int i = 0; i < 100; i++) {
      put(store, 1, ip(10, 9, 8, 7), 2000 + i, 10 + i);
    }
    Set<Key> left = contents(store, 200);
    assertThat(left).hasSize(10);
    for (int i = 0; i < 5; i++) {
      assertThat(left).contains(new Key(1, ip(192, 0, i, 1), 80));
      assertThat(left).contains(new Key(1, ip(10, 9, 8, 7), 2095 + i));
    }
    put(store, 1, ip(203, 0, 113, 1), 80, 300);
    assertThat(contents(store, 300))
        .contains(new Key(1, ip(203, 0, 113, 1), 80))
        .doesNotContain(new Key(1, ip(10, 9, 8, 7), 2095));
  }

  @Test
  void aSourceOverItsLimitIsRefusedNewEntriesButKeepsItsOld() {
    PeerStore store = store(1000, 1000, 3, 1000);
    long source = ip(10, 0, 0, 1);
    for (int port = 0; port < 3; port++) {
      assertThat(put(store, port, source, port, 0)).isEqualTo(PeerStore.Put.NEW);
    }
    assertThat(put(store, 3, source, 3, 1)).isEqualTo(PeerStore.Put.REFUSED);
    assertThat(put(store, 2, source, 2, 1)).isEqualTo(PeerStore.Put.REFRESHED);
    assertThat(put(store, 3, ip(10, 0, 0, 2), 3, 1)).isEqualTo(PeerStore.Put.NEW);
    store.remove(0, 0, 0, source, 0);
    assertThat(put(store, 3, source, 3, 1)).isEqualTo(PeerStore.Put.NEW);
  }

  @Test
  void aLowerLimitTakesEffectAtOnce() {
    PeerStore store = store(1000, 1000, 0, Long.MAX_VALUE);
    for (int i = 0; i < 500; i++) {
      put(store, i, ip(10, 0, i % 7, i % 200), i, i);
    }
    store.limits(new Limits(50, 1000, 0, Long.MAX_VALUE));
    assertThat(store.size()).isEqualTo(50);
    assertThat(contents(store, 500)).hasSize(50);
  }

  @Test
  void ipv6SourcesAreGroupedBy48Bits() {
    long hi = 0x20010db800010000L;
    assertThat(SourceGroups.prefix(hi, 1)).isEqualTo(SourceGroups.prefix(hi | 0xffff, 77));
    assertThat(SourceGroups.prefix(hi, 1)).isNotEqualTo(SourceGroups.prefix(hi + 0x10000, 1));
    assertThat(SourceGroups.prefix(0, ip(10, 1, 2, 3)))
        .isEqualTo(SourceGroups.prefix(0, ip(10, 1, 2, 200)))
        .isNotEqualTo(SourceGroups.prefix(0, ip(10, 1, 3, 3)));
  }

  @Test
  void everyEntryIsDrawnAboutAsOften() {
    PeerStore store = store(1000, 1000, 0, Long.MAX_VALUE);
    for (int port = 0; port < 50; port++) {
      put(store, 1, ip(10, 0, 0, 1), port, 0);
    }
    int[] times = new int[50];
    int[] into = new int[10];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 5000; i++) {
      store.sample(store.name(1, 1, true), 0, 10, into, random);
      for (int entry : into) {
        times[store.port(entry)]++;
      }
    }
    List<Integer> rare = new ArrayList<>();
    for (int port = 0; port < 50; port++) {
      if (times[port] < 800 || times[port] > 1200) {
        rare.add(port);
      }
    }
    assertThat(rare).isEmpty();
  }
}
