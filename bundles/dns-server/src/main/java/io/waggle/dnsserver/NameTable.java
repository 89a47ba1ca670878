package io.waggle.dnsserver;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names by their keyed hash of 128 bits, each with its entries in an order without meaning: the
 * n-th entry of a name is found through one index over (name, n), so that a random choice among
 * many costs the same as among few and a name with one entry costs no list.
 */
final class NameTable {

  private static final int FIRST = 64;

  private long[] hi = new long[FIRST];
  private long[] lo = new long[FIRST];

  /** How many entries; of a free slot, the complement of the next free one. */
  private int[] count = new int[FIRST];

  private final SlotTable byKey = new SlotTable();
  private final SlotTable byOrdinal = new SlotTable();
  private int[] nameOf = new int[FIRST];
  private int[] ordinalOf = new int[FIRST];
  private int used;
  private int free = SlotTable.NONE;

  /** Written by one thread, read by any. */
  private final AtomicInteger size = new AtomicInteger();

  int size() {
    return size.get();
  }

  /** One past the largest slot in use. */
  int slots() {
    return used;
  }

  int find(long keyHi, long keyLo) {
    int hash = (int) keyLo;
    for (int at = byKey.home(hash); !byKey.isFree(at); at = byKey.after(at)) {
      if (byKey.hashAt(at) == hash) {
        int name = byKey.slotAt(at);
        if (lo[name] == keyLo && hi[name] == keyHi) {
          return name;
        }
      }
    }
    return SlotTable.NONE;
  }

  int findOrAdd(long keyHi, long keyLo) {
    int found = find(keyHi, keyLo);
    if (found != SlotTable.NONE) {
      return found;
    }
    int name = take();
    hi[name] = keyHi;
    lo[name] = keyLo;
    count[name] = 0;
    byKey.add((int) keyLo, name);
    size.lazySet(size.getPlain() + 1);
    return name;
  }

  private int take() {
    if (free != SlotTable.NONE) {
      int name = free;
      free = ~count[name];
      return name;
    }
    if (used == lo.length) {
      int more = Math.min(used + (used >> 1), Math.max(nameOf.length, used + 1));
      hi = Arrays.copyOf(hi, more);
      lo = Arrays.copyOf(lo, more);
      count = Arrays.copyOf(count, more);
    }
    return used++;
  }

  boolean isUsed(int name) {
    return count[name] > 0;
  }

  int count(int name) {
    return count[name];
  }

  long keyHi(int name) {
    return hi[name];
  }

  long keyLo(int name) {
    return lo[name];
  }

  int nameOf(int entry) {
    return nameOf[entry];
  }

  /** The entry with that ordinal, from 0 to count - 1. */
  int entry(int name, int ordinal) {
    int hash = hash(name, ordinal);
    for (int at = byOrdinal.home(hash); !byOrdinal.isFree(at); at = byOrdinal.after(at)) {
      if (byOrdinal.hashAt(at) == hash) {
        int entry = byOrdinal.slotAt(at);
        if (nameOf[entry] == name && ordinalOf[entry] == ordinal) {
          return entry;
        }
      }
    }
    throw new IllegalStateException("name " + name + " has no entry " + ordinal);
  }

  private static int hash(int name, int ordinal) {
    return (int) SlotTable.mix(((long) name << 32) | ordinal);
  }

  /** Room for entries up to {@code capacity} - 1. */
  void entries(int capacity) {
    nameOf = Arrays.copyOf(nameOf, capacity);
    ordinalOf = Arrays.copyOf(ordinalOf, capacity);
  }

  void attach(int name, int entry) {
    int ordinal = count[name]++;
    nameOf[entry] = name;
    ordinalOf[entry] = ordinal;
    byOrdinal.add(hash(name, ordinal), entry);
  }

  /** Takes an entry out; the last one of its name gets its ordinal. A name without any is gone. */
  void detach(int entry) {
    int name = nameOf[entry];
    int last = count[name] - 1;
    int moved = entry(name, last);
    byOrdinal.remove(hash(name, last), moved);
    if (moved != entry) {
      int ordinal = ordinalOf[entry];
      byOrdinal.remove(hash(name, ordinal), entry);
      ordinalOf[moved] = ordinal;
      byOrdinal.add(hash(name, ordinal), moved);
    }
    count[name] = last;
    if (last == 0) {
      byKey.remove((int) lo[name], name);
      count[name] = ~free;
      free = name;
      size.lazySet(size.getPlain() - 1);
    }
  }
}
