package io.waggle.kademliadht.core;

/**
 * How much is done for others.
 *
 * @param sources how many sources are told apart, a power of two; 0 limits nothing
 * @param queries queries a second of one source, with bursts of three seconds' worth
 * @param puts stores a second of one source
 * @param all queries a second in all
 * @param verifications signatures checked a second
 * @param exemptLocal whether private and loopback addresses are free
 */
public record Limits(
    int sources, int queries, int puts, int all, int verifications, boolean exemptLocal) {

  /** 4,096 sources in 64 kB; 10 queries and 2 stores a second each, 20,000 in all. */
  public static final Limits DEFAULT = new Limits(4096, 10, 2, 20_000, 500, true);

  /** No limits and no memory for them. */
  public static final Limits NONE = new Limits(0, 1, 1, Integer.MAX_VALUE, 1_000_000, true);

  /** Checks the ranges. */
  public Limits {
    boolean power = sources == 0 || (sources >= 16 && Integer.bitCount(sources) == 1);
    if (!power || queries < 1 || puts < 1 || all < 1 || verifications < 1) {
      throw new IllegalArgumentException("not limits: " + sources + "/" + queries + "/" + puts);
    }
  }
}
