package io.waggle.dnsserver;

import java.util.Arrays;

/**
 * Entries by the neighbourhood of the address that wrote them (/24 for IPv4, /48 for IPv6): how
 * many each has, which has most (a heap), and which of its entries was refreshed longest ago (a
 * list). What has to go when the store is full is taken from the largest group, so that nobody can
 * push out others by writing much.
 */
final class SourceGroups {

  private static final int FIRST = 64;

  private long[] prefix = new long[FIRST];
  private int[] count = new int[FIRST];
  private int[] oldest = new int[FIRST];
  private int[] newest = new int[FIRST];
  private int[] heapAt = new int[FIRST];
  private int[] heap = new int[FIRST];
  private int[] tally = new int[FIRST];
  private final SlotTable index = new SlotTable();
  private int used;
  private int size;
  private int free = SlotTable.NONE;

  private int[] groupOf = new int[FIRST];
  private int[] older = new int[FIRST];
  private int[] newer = new int[FIRST];

  /** The /24 or /48 of an address as one number. */
  static long prefix(long hi, long lo) {
    return Address.isIpv4(hi, lo) ? ((lo & 0xffffffffL) >>> 8) | (1L << 62) : hi >>> 16;
  }

  int size() {
    return size;
  }

  /** The group of that number, or {@link SlotTable#NONE} if it has no entries. */
  int find(long wanted) {
    int hash = (int) SlotTable.mix(wanted);
    for (int at = index.home(hash); !index.isFree(at); at = index.after(at)) {
      if (index.hashAt(at) == hash && prefix[index.slotAt(at)] == wanted) {
        return index.slotAt(at);
      }
    }
    return SlotTable.NONE;
  }

  /** Room for entries up to {@code capacity} - 1. */
  void entries(int capacity) {
    groupOf = Arrays.copyOf(groupOf, capacity);
    older = Arrays.copyOf(older, capacity);
    newer = Arrays.copyOf(newer, capacity);
  }

  void attach(int entry, long wanted) {
    int found = find(wanted);
    int group = found == SlotTable.NONE ? add(wanted) : found;
    groupOf[entry] = group;
    append(group, entry);
    count[group]++;
    siftUp(heapAt[group]);
  }

  void detach(int entry) {
    int group = groupOf[entry];
    unlink(group, entry);
    if (--count[group] == 0) {
      drop(group);
    } else {
      siftDown(heapAt[group]);
    }
  }

  /** Marks an entry as the one refreshed last. */
  void touch(int entry) {
    int group = groupOf[entry];
    unlink(group, entry);
    append(group, entry);
  }

  int groupOf(int entry) {
    return groupOf[entry];
  }

  /** The entry to go first when room is needed; there must be one. */
  int oldestOfLargest() {
    return oldest[heap[0]];
  }

  /** How many entries the largest group has. */
  int largest() {
    return size == 0 ? 0 : count[heap[0]];
  }

  int count(int group) {
    return count[group];
  }

  /** The n-th group in the heap, for walks over all. */
  int groupAt(int n) {
    return heap[n];
  }

  int oldestOf(int group) {
    return oldest[group];
  }

  int newer(int entry) {
    return newer[entry];
  }

  /** Counts an entry in the group's tally and tells the new count; see {@link #clearTally}. */
  int tally(int entry) {
    return ++tally[groupOf[entry]];
  }

  void clearTally(int entry) {
    tally[groupOf[entry]] = 0;
  }

  private int add(long wanted) {
    int group = take();
    prefix[group] = wanted;
    count[group] = 0;
    oldest[group] = SlotTable.NONE;
    newest[group] = SlotTable.NONE;
    index.add((int) SlotTable.mix(wanted), group);
    heap[size] = group;
    heapAt[group] = size++;
    return group;
  }

  private int take() {
    if (free != SlotTable.NONE) {
      int group = free;
      free = oldest[group];
      return group;
    }
    if (used == count.length) {
      int more = Math.min(used + (used >> 1), Math.max(groupOf.length, used + 1));
      prefix = Arrays.copyOf(prefix, more);
      count = Arrays.copyOf(count, more);
      oldest = Arrays.copyOf(oldest, more);
      newest = Arrays.copyOf(newest, more);
      heapAt = Arrays.copyOf(heapAt, more);
      heap = Arrays.copyOf(heap, more);
      tally = Arrays.copyOf(tally, more);
    }
    return used++;
  }

  private void drop(int group) {
    index.remove((int) SlotTable.mix(prefix[group]), group);
    int at = heapAt[group];
    int last = heap[--size];
    if (last != group) {
      heap[at] = last;
      heapAt[last] = at;
      siftUp(at);
      siftDown(heapAt[last]);
    }
    oldest[group] = free;
    free = group;
  }

  private void append(int group, int entry) {
    int last = newest[group];
    older[entry] = last;
    newer[entry] = SlotTable.NONE;
    if (last == SlotTable.NONE) {
      oldest[group] = entry;
    } else {
      newer[last] = entry;
    }
    newest[group] = entry;
  }

  private void unlink(int group, int entry) {
    if (older[entry] == SlotTable.NONE) {
      oldest[group] = newer[entry];
    } else {
      newer[older[entry]] = newer[entry];
    }
    if (newer[entry] == SlotTable.NONE) {
      newest[group] = older[entry];
    } else {
      older[newer[entry]] = older[entry];
    }
  }

  private void siftUp(int from) {
    int at = from;
    while (at > 0 && count[heap[at]] > count[heap[(at - 1) / 2]]) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void siftDown(int from) {
    int at = from;
    for (int child = largerChild(at); child < size; child = largerChild(at)) {
      if (count[heap[child]] <= count[heap[at]]) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private int largerChild(int at) {
    int left = 2 * at + 1;
    boolean right = left + 1 < size && count[heap[left + 1]] > count[heap[left]];
    return right ? left + 1 : left;
  }

  private void swap(int a, int b) {
    int group = heap[a];
    heap[a] = heap[b];
    heap[b] = group;
    heapAt[heap[a]] = a;
    heapAt[heap[b]] = b;
  }
}
