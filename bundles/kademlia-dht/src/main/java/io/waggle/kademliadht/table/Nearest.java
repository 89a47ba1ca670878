package io.waggle.kademliadht.table;

/** Scratch that keeps the k rows nearest to a target by insertion; allocates nothing in use. */
public final class Nearest {

  private static final int CAPACITY = 64;

  private final int[] rows = new int[CAPACITY];
  private final long[] high = new long[CAPACITY];
  private final long[] middle = new long[CAPACITY];
  private final int[] low = new int[CAPACITY];
  private long targetHi;
  private long targetMid;
  private int targetLo;
  private int k;
  private int size;

  void begin(long hi, long mid, int lo, int newK) {
    targetHi = hi;
    targetMid = mid;
    targetLo = lo;
    k = Math.min(newK, CAPACITY);
    size = 0;
  }

  /** How many were found, at most k. */
  public int size() {
    return size;
  }

  /** The i-th nearest row. */
  public int row(int i) {
    return rows[i];
  }

  void offer(int row, long hi, long mid, int lo) {
    long dHi = hi ^ targetHi;
    if (size == k && (k == 0 || Long.compareUnsigned(dHi, high[k - 1]) > 0)) {
      return;
    }
    insert(row, dHi, mid ^ targetMid, lo ^ targetLo);
  }

  private void insert(int row, long dHi, long dMid, int dLo) {
    int at = size;
    while (at > 0 && nearer(dHi, dMid, dLo, at - 1)) {
      at--;
    }
    if (at == k) {
      return;
    }
    int last = size < k ? size++ : k - 1;
    for (int i = last; i > at; i--) {
      rows[i] = rows[i - 1];
      high[i] = high[i - 1];
      middle[i] = middle[i - 1];
      low[i] = low[i - 1];
    }
    rows[at] = row;
    high[at] = dHi;
    middle[at] = dMid;
    low[at] = dLo;
  }

  private boolean nearer(long dHi, long dMid, int dLo, int than) {
    if (dHi != high[than]) {
      return Long.compareUnsigned(dHi, high[than]) < 0;
    }
    if (dMid != middle[than]) {
      return Long.compareUnsigned(dMid, middle[than]) < 0;
    }
    return Integer.compareUnsigned(dLo, low[than]) < 0;
  }
}
