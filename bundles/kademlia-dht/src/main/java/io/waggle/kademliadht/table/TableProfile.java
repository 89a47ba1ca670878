package io.waggle.kademliadht.table;

/**
 * How much a table keeps.
 *
 * @param first places in the bucket farthest from us; the next have half of the one before
 * @param k places in every further bucket, at least
 * @param replacements how many contacts wait in each bucket
 */
public record TableProfile(int first, int k, int replacements) {

  /** 8 in every bucket: a thousand bytes a decade of network size. */
  public static final TableProfile COMPACT = new TableProfile(8, 8, 4);

  /** 128, 64, 32, 16, then 8: a fifth fewer hops. */
  public static final TableProfile WIDE = new TableProfile(128, 8, 4);

  /** Checks the ranges. */
  public TableProfile {
    if (k < 1 || first < k || first > 512 || replacements < 0 || replacements > 64) {
      throw new IllegalArgumentException("not a table: " + first + "/" + k + "/" + replacements);
    }
  }

  /** Places in the bucket of ids that share exactly that many leading bits with ours. */
  public int capacity(int bucket) {
    return bucket > 30 ? k : Math.max(k, first >> bucket);
  }
}
