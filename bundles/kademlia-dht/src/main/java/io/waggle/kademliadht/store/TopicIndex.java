package io.waggle.kademliadht.store;

import io.waggle.api.dht.NodeId;
import java.util.Arrays;

/** The topics of a {@link PeerTable}: where the ring of each begins and how long it is. */
final class TopicIndex {

  private static final int NONE = -1;

  private final long seed;
  private long[] hi = new long[0];
  private long[] mid = new long[0];
  private int[] lo = new int[0];
  private int[] head = new int[0];
  private int[] count = new int[0];
  private int[] slots = new int[0];
  private int free = NONE;
  private int used;
  private int size;

  TopicIndex(long seed) {
    this.seed = seed;
  }

  /** A finalizer of 64 bits; secret input keeps strangers from choosing collisions. */
  static long mix(long value) {
    long h = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }

  int size() {
    return size;
  }

  /** One more than the highest index in use. */
  int capacity() {
    return used;
  }

  int head(int topic) {
    return head[topic];
  }

  void setHead(int topic, int entry) {
    head[topic] = entry;
  }

  /** 0 for an index that is free. */
  int count(int topic) {
    return count[topic];
  }

  void addCount(int topic, int by) {
    count[topic] += by;
  }

  NodeId id(int topic) {
    return NodeId.of(hi[topic], mid[topic], lo[topic]);
  }

  private int hash(long h, long m, int l) {
    return (int) mix(mix(seed ^ h) ^ m ^ (long) l << 32);
  }

  int find(long h, long m, int l) {
    if (slots.length == 0) {
      return NONE;
    }
    int mask = slots.length - 1;
    for (int i = hash(h, m, l) & mask; slots[i] != 0; i = (i + 1) & mask) {
      int topic = slots[i] - 1;
      if (hi[topic] == h && mid[topic] == m && lo[topic] == l) {
        return topic;
      }
    }
    return NONE;
  }

  int add(long h, long m, int l) {
    int known = find(h, m, l);
    if (known != NONE) {
      return known;
    }
    if ((size + 1) * 3L > slots.length * 2L) {
      rehash(Math.max(16, slots.length * 2));
    }
    int topic = allocate();
    hi[topic] = h;
    mid[topic] = m;
    lo[topic] = l;
    head[topic] = NONE;
    count[topic] = 0;
    slots[slotFor(hash(h, m, l))] = topic + 1;
    size++;
    return topic;
  }

  private int allocate() {
    if (free != NONE) {
      int topic = free;
      free = head[topic];
      return topic;
    }
    if (used == hi.length) {
      int capacity = Math.max(8, used + (used >> 1));
      hi = Arrays.copyOf(hi, capacity);
      mid = Arrays.copyOf(mid, capacity);
      lo = Arrays.copyOf(lo, capacity);
      head = Arrays.copyOf(head, capacity);
      count = Arrays.copyOf(count, capacity);
    }
    return used++;
  }

  private int slotFor(int hash) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (slots[i] != 0) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void rehash(int capacity) {
    int[] old = slots;
    slots = new int[capacity];
    for (int slot : old) {
      if (slot != 0) {
        slots[slotFor(hash(hi[slot - 1], mid[slot - 1], lo[slot - 1]))] = slot;
      }
    }
  }

  void remove(int topic) {
    int mask = slots.length - 1;
    int i = hash(hi[topic], mid[topic], lo[topic]) & mask;
    while (slots[i] != topic + 1) {
      i = (i + 1) & mask;
    }
    slots[i] = 0;
    for (int j = (i + 1) & mask; slots[j] != 0; j = (j + 1) & mask) {
      int moved = slots[j];
      slots[j] = 0;
      slots[slotFor(hash(hi[moved - 1], mid[moved - 1], lo[moved - 1]))] = moved;
    }
    count[topic] = 0;
    head[topic] = free;
    free = topic;
    size--;
  }
}
