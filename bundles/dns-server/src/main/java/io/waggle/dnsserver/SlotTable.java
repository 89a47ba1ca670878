package io.waggle.dnsserver;

/**
 * An index from hashes to slots of some columns: open addressing, one {@code long} a cell (hash and
 * slot), no object an entry. The owner compares keys. Typical search:
 *
 * <pre>
 * for (int at = index.home(hash); !index.isFree(at); at = index.after(at)) {
 *   if (index.hashAt(at) == hash &amp;&amp; same(index.slotAt(at))) ...
 * }
 * </pre>
 */
final class SlotTable {

  /** No slot. */
  static final int NONE = -1;

  private static final int SMALLEST = 64;

  private long[] cells = new long[SMALLEST];
  private int mask = SMALLEST - 1;
  private int size;

  /** Spreads the bits of a value (the finalizer of SplitMix64). */
  static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  int home(int hash) {
    return hash & mask;
  }

  int after(int at) {
    return (at + 1) & mask;
  }

  boolean isFree(int at) {
    return cells[at] == 0;
  }

  int hashAt(int at) {
    return (int) (cells[at] >>> 32);
  }

  int slotAt(int at) {
    return (int) cells[at] - 1;
  }

  /** Adds a pair that must not be there yet. */
  void add(int hash, int slot) {
    if (size >= (mask + 1) / 4 * 3) {
      grow();
    }
    place(cell(hash, slot));
    size++;
  }

  private static long cell(int hash, int slot) {
    return ((long) hash << 32) | (slot + 1);
  }

  private void place(long cell) {
    int at = home((int) (cell >>> 32));
    while (cells[at] != 0) {
      at = after(at);
    }
    cells[at] = cell;
  }

  private void grow() {
    long[] old = cells;
    cells = new long[old.length * 2];
    mask = cells.length - 1;
    for (long cell : old) {
      if (cell != 0) {
        place(cell);
      }
    }
  }

  /** Removes a pair that must be there; later cells move up so that no gap hides them. */
  void remove(int hash, int slot) {
    long wanted = cell(hash, slot);
    int hole = home(hash);
    while (cells[hole] != wanted) {
      hole = after(hole);
    }
    for (int at = after(hole); cells[at] != 0; at = after(at)) {
      int distance = (at - home(hashAt(at))) & mask;
      if (distance >= ((at - hole) & mask)) {
        cells[hole] = cells[at];
        hole = at;
      }
    }
    cells[hole] = 0;
    size--;
  }
}
