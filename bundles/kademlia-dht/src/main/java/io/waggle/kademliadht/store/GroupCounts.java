package io.waggle.kademliadht.store;

/**
 * How much each neighbourhood holds, counted in a fixed number of cells by a secret hash: a cell
 * may count several neighbourhoods together, so that one is at times refused early, never late.
 */
final class GroupCounts {

  private static final int CELLS = 4096;

  private final long seed;
  private final long[] cells = new long[CELLS];

  GroupCounts(long seed) {
    this.seed = seed;
  }

  private int cell(long group) {
    return (int) TopicIndex.mix(seed ^ group) & (CELLS - 1);
  }

  void add(long group, long amount) {
    cells[cell(group)] += amount;
  }

  long of(long group) {
    return cells[cell(group)];
  }
}
