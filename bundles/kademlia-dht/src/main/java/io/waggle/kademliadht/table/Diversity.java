package io.waggle.kademliadht.table;

/**
 * How many nodes of one neighbourhood a table takes, so that nobody fills it from one network.
 *
 * @param perBucket nodes of one /24 or /48 in a bucket
 * @param perTable nodes of one /24 or /48 in the table
 * @param perWide nodes of one IPv6 /32 in the table
 */
public record Diversity(int perBucket, int perTable, int perWide) {

  /**
   * 2 a bucket, 3 a table: four /24s, however many addresses they have, are a twenty-fifth of a
   * table of 300. One IPv6 /48 alone holds 262,144 ids of BEP 42.
   */
  public static final Diversity STRICT = new Diversity(2, 3, 32);

  /** No limits, for networks behind one address and for showing what the limits are good for. */
  public static final Diversity NONE =
      new Diversity(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  boolean limited() {
    return perBucket != Integer.MAX_VALUE;
  }
}
