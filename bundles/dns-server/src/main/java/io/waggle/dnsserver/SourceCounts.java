package io.waggle.dnsserver;

import java.util.Arrays;

/**
 * How many entries each single address has written. Keeps a keyed hash of 64 bits in place of the
 * address: two that meet would share a quota, no more.
 */
final class SourceCounts {

  private static final int FIRST = 64;

  private final long seed;
  private long[] key = new long[FIRST];
  private int[] count = new int[FIRST];
  private final SlotTable index = new SlotTable();
  private int used;
  private int most = FIRST;
  private int free = SlotTable.NONE;

  SourceCounts(long seed) {
    this.seed = seed;
  }

  /** There are at most so many entries, and no more addresses than entries. */
  void entries(int capacity) {
    most = capacity;
  }

  private long key(long hi, long lo) {
    return SlotTable.mix(SlotTable.mix(hi ^ seed) + lo);
  }

  private int find(long wanted) {
    int hash = (int) wanted;
    for (int at = index.home(hash); !index.isFree(at); at = index.after(at)) {
      if (index.hashAt(at) == hash && key[index.slotAt(at)] == wanted) {
        return index.slotAt(at);
      }
    }
    return SlotTable.NONE;
  }

  int count(long hi, long lo) {
    int slot = find(key(hi, lo));
    return slot == SlotTable.NONE ? 0 : count[slot];
  }

  void increment(long hi, long lo) {
    long wanted = key(hi, lo);
    int found = find(wanted);
    int slot = found == SlotTable.NONE ? add(wanted) : found;
    count[slot]++;
  }

  private int add(long wanted) {
    int slot = free;
    if (slot != SlotTable.NONE) {
      free = ~count[slot];
    } else {
      if (used == key.length) {
        int more = Math.min(used + (used >> 1), Math.max(most, used + 1));
        key = Arrays.copyOf(key, more);
        count = Arrays.copyOf(count, more);
      }
      slot = used++;
    }
    key[slot] = wanted;
    count[slot] = 0;
    index.add((int) wanted, slot);
    return slot;
  }

  void decrement(long hi, long lo) {
    int slot = find(key(hi, lo));
    if (--count[slot] == 0) {
      index.remove((int) key[slot], slot);
      count[slot] = ~free;
      free = slot;
    }
  }
}
