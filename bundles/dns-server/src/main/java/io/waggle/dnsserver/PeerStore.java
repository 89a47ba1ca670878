package io.waggle.dnsserver;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Entries (name, address, port) with the time of their last refresh, packed into columns: no object
 * an entry, no growth beyond the limit. IPv4 and IPv6 entries of one name are held under two keys,
 * so that either kind can be drawn at random without meeting the other. Not thread-safe.
 */
final class PeerStore {

  /** What came of {@link #put}. */
  enum Put {
    /** It was not there, or had lapsed. */
    NEW,
    /** It was there and lives on. */
    REFRESHED,
    /** The source address has as many as it may. */
    REFUSED
  }

  /** Called for each entry. */
  interface Visitor {
    void entry(long keyHi, long keyLo, long hi, long lo, int port, long seen);
  }

  private static final int FIRST = 64;
  private static final int UNUSED = 0;
  private static final int SWEEPS_A_ROUND = 8;

  private final long seed;
  private final NameTable names = new NameTable();
  private final SourceGroups groups = new SourceGroups();
  private final SourceCounts sources;
  private final SlotTable index = new SlotTable();
  private Limits limits;

  private long[] hi = new long[FIRST];
  private long[] lo = new long[FIRST];

  /** Of a free slot, the next free one. */
  private long[] seen = new long[FIRST];

  private char[] port = new char[FIRST];

  /** Socket number plus 1, so that {@link #UNUSED} marks a free slot. */
  private char[] via = new char[FIRST];

  private int used;
  private int free = SlotTable.NONE;

  /** Written by one thread, read by any. */
  private final AtomicInteger size = new AtomicInteger();

  private int ipv6;
  private int sweepAt;
  private final AtomicLong lapsed = new AtomicLong();
  private final AtomicLong evicted = new AtomicLong();

  /**
   * An empty store.
   *
   * @param seed a secret that keeps the order of the indexes from being guessed
   */
  PeerStore(Limits limits, long seed) {
    this.limits = limits;
    this.seed = seed;
    this.sources = new SourceCounts(seed);
  }

  int size() {
    return size.get();
  }

  /** Whether there is any IPv6 entry; without, nobody need look for one. */
  boolean hasIpv6() {
    return ipv6 > 0;
  }

  NameTable names() {
    return names;
  }

  int sourceGroups() {
    return groups.size();
  }

  long lapsed() {
    return lapsed.get();
  }

  long evicted() {
    return evicted.get();
  }

  long hi(int entry) {
    return hi[entry];
  }

  long lo(int entry) {
    return lo[entry];
  }

  int port(int entry) {
    return port[entry];
  }

  int via(int entry) {
    return via[entry] - 1;
  }

  /**
   * New limits; what is too much in all goes at once, what is too much of a name when it is met.
   */
  void limits(Limits changed) {
    limits = changed;
    while (size.getPlain() > limits.entries()) {
      evict(groups.oldestOfLargest());
    }
  }

  /** The name under that key for addresses of that family, or {@link SlotTable#NONE}. */
  int name(long keyHi, long keyLo, boolean ipv4) {
    return names.find(keyHi, ofFamily(keyLo, ipv4));
  }

  private static long ofFamily(long keyLo, boolean ipv4) {
    return ipv4 ? keyLo : ~keyLo;
  }

  /** Adds an entry or refreshes it. */
  Put put(long keyHi, long keyLo, long hi, long lo, int port, int via, long now) {
    long key = ofFamily(keyLo, Address.isIpv4(hi, lo));
    int found = find(keyHi, key, hi, lo, port);
    if (found == SlotTable.NONE) {
      return insert(keyHi, key, hi, lo, port, via, now);
    }
    boolean back = hasLapsed(found, now);
    refresh(found, via, now);
    return back ? Put.NEW : Put.REFRESHED;
  }

  private void refresh(int entry, int socket, long now) {
    seen[entry] = now;
    via[entry] = (char) (socket + 1);
    groups.touch(entry);
  }

  private Put insert(long keyHi, long key, long hi, long lo, int port, int via, long now) {
    if (limits.perSource() > 0 && sources.count(hi, lo) >= limits.perSource()) {
      return Put.REFUSED;
    }
    int known = names.find(keyHi, key);
    if (known != SlotTable.NONE) {
      makeRoomInName(known);
    }
    makeRoom(SourceGroups.prefix(hi, lo));
    int entry = take();
    this.hi[entry] = hi;
    this.lo[entry] = lo;
    this.port[entry] = (char) port;
    this.via[entry] = (char) (via + 1);
    seen[entry] = now;
    names.attach(names.findOrAdd(keyHi, key), entry);
    groups.attach(entry, SourceGroups.prefix(hi, lo));
    sources.increment(hi, lo);
    index.add(hash(key, hi, lo, port), entry);
    size.lazySet(size.getPlain() + 1);
    ipv6 += Address.isIpv4(hi, lo) ? 0 : 1;
    return Put.NEW;
  }

  /**
   * A full store takes from the group that has most; a newcomer whose own group is among those
   * takes from its own.
   */
  private void makeRoom(long prefix) {
    while (size.getPlain() >= limits.entries()) {
      int own = groups.find(prefix);
      boolean ownIsLargest = own != SlotTable.NONE && groups.count(own) == groups.largest();
      evict(ownIsLargest ? groups.oldestOf(own) : groups.oldestOfLargest());
    }
  }

  /** A full name loses the oldest entry of the group that has most of its entries. */
  private void makeRoomInName(int name) {
    while (names.count(name) >= limits.perName()) {
      int most = 0;
      int victim = SlotTable.NONE;
      for (int i = 0; i < names.count(name); i++) {
        int entry = names.entry(name, i);
        int tally = groups.tally(entry);
        if (tally > most) {
          most = tally;
          victim = entry;
        }
      }
      int group = groups.groupOf(victim);
      for (int i = 0; i < names.count(name); i++) {
        int entry = names.entry(name, i);
        groups.clearTally(entry);
        if (groups.groupOf(entry) == group && seen[entry] - seen[victim] < 0) {
          victim = entry;
        }
      }
      evict(victim);
    }
  }

  private void evict(int entry) {
    evicted.lazySet(evicted.getPlain() + 1);
    delete(entry);
  }

  /** Takes an entry back; tells whether it was there. */
  boolean remove(long keyHi, long keyLo, long hi, long lo, int port) {
    int found = find(keyHi, ofFamily(keyLo, Address.isIpv4(hi, lo)), hi, lo, port);
    if (found != SlotTable.NONE) {
      delete(found);
    }
    return found != SlotTable.NONE;
  }

  private int find(long keyHi, long key, long hi, long lo, int port) {
    int hash = hash(key, hi, lo, port);
    for (int at = index.home(hash); !index.isFree(at); at = index.after(at)) {
      if (index.hashAt(at) == hash) {
        int entry = index.slotAt(at);
        if (same(entry, keyHi, key) && isAt(entry, hi, lo, port)) {
          return entry;
        }
      }
    }
    return SlotTable.NONE;
  }

  private boolean same(int entry, long keyHi, long key) {
    int name = names.nameOf(entry);
    return names.keyLo(name) == key && names.keyHi(name) == keyHi;
  }

  private boolean isAt(int entry, long hi, long lo, int port) {
    return this.lo[entry] == lo && this.hi[entry] == hi && this.port[entry] == port;
  }

  private int hash(long key, long hi, long lo, int port) {
    return (int) SlotTable.mix(SlotTable.mix(SlotTable.mix(key ^ seed) + (hi ^ lo)) + port);
  }

  private int take() {
    if (free != SlotTable.NONE) {
      int entry = free;
      free = (int) seen[entry];
      return entry;
    }
    if (used == hi.length) {
      grow(Math.min(used + (used >> 1), Math.max(limits.entries(), used + 1)));
    }
    return used++;
  }

  private void grow(int capacity) {
    hi = Arrays.copyOf(hi, capacity);
    lo = Arrays.copyOf(lo, capacity);
    seen = Arrays.copyOf(seen, capacity);
    port = Arrays.copyOf(port, capacity);
    via = Arrays.copyOf(via, capacity);
    names.entries(capacity);
    groups.entries(capacity);
    sources.entries(capacity);
  }

  private void delete(int entry) {
    long key = names.keyLo(names.nameOf(entry));
    index.remove(hash(key, hi[entry], lo[entry], port[entry]), entry);
    sources.decrement(hi[entry], lo[entry]);
    ipv6 -= Address.isIpv4(hi[entry], lo[entry]) ? 0 : 1;
    groups.detach(entry);
    names.detach(entry);
    via[entry] = UNUSED;
    seen[entry] = free;
    free = entry;
    size.lazySet(size.getPlain() - 1);
  }

  private boolean hasLapsed(int entry, long now) {
    return limits.lifeNanos() != Long.MAX_VALUE && now - seen[entry] >= limits.lifeNanos();
  }

  /**
   * Draws living entries of a name, each with the same chance: a walk from a random start by a
   * random step that is prime to their number, so that none comes twice.
   *
   * @return how many were put into {@code into}, at most {@code most}
   */
  int sample(int name, long now, int most, int[] into, RandomGenerator random) {
    int count = names.count(name);
    int at = count == 1 ? 0 : random.nextInt(count);
    int step = count <= most ? 1 : step(count, random);
    int found = 0;
    boolean stale = false;
    for (int i = 0; i < count && found < most; i++) {
      int entry = names.entry(name, at);
      if (hasLapsed(entry, now)) {
        stale = true;
      } else {
        into[found++] = entry;
      }
      at = at + step < count ? at + step : at + step - count;
    }
    if (stale) {
      purge(name, now);
    }
    return found;
  }

  private static int step(int count, RandomGenerator random) {
    int step = 1 + random.nextInt(count - 1);
    while (divisor(step, count) != 1) {
      step = step == count - 1 ? 1 : step + 1;
    }
    return step;
  }

  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  private void purge(int name, long now) {
    for (int i = names.count(name) - 1; i >= 0; i--) {
      int entry = names.entry(name, i);
      if (hasLapsed(entry, now)) {
        lapsed.lazySet(lapsed.getPlain() + 1);
        delete(entry);
      }
    }
  }

  /** Looks at an eighth of the slots and drops what has lapsed there. */
  void sweep(long now) {
    for (int n = used / SWEEPS_A_ROUND + 1; n > 0 && used > 0; n--) {
      sweepAt = sweepAt + 1 < used ? sweepAt + 1 : 0;
      if (via[sweepAt] != UNUSED && hasLapsed(sweepAt, now)) {
        lapsed.lazySet(lapsed.getPlain() + 1);
        delete(sweepAt);
      }
    }
  }

  /** Visits the living entries, those of one source group from the oldest to the newest. */
  void forEach(long now, Visitor visitor) {
    for (int n = 0; n < groups.size(); n++) {
      int entry = groups.oldestOf(groups.groupAt(n));
      for (; entry != SlotTable.NONE; entry = groups.newer(entry)) {
        if (!hasLapsed(entry, now)) {
          int name = names.nameOf(entry);
          boolean four = Address.isIpv4(hi[entry], lo[entry]);
          long key = ofFamily(names.keyLo(name), four);
          visitor.entry(names.keyHi(name), key, hi[entry], lo[entry], port[entry], seen[entry]);
        }
      }
    }
  }
}
