package io.waggle.kademliadht.lookup;

import io.waggle.kademliadht.rpc.Timing;

/**
 * How lookups go.
 *
 * @param width how many of the nearest nodes must have answered, k of the paper
 * @param alpha questions in flight at a time on a single path
 * @param pathAlpha the same on each of several disjoint paths
 * @param paths disjoint paths
 * @param retransmits how often a late question is repeated if the node is among the nearest: 0, 1,
 *     or 2 (the second only to the nearest)
 * @param sanitize whether a source whose contacts are all dead loses the rest of them, and a
 *     neighbourhood may name two nodes only
 * @param timing how long answers are waited for
 */
public record LookupPolicy(
    int width,
    int alpha,
    int pathAlpha,
    int paths,
    int retransmits,
    boolean sanitize,
    Timing timing) {

  /** Checks the ranges. */
  public LookupPolicy {
    if (width < 1 || width > 64 || alpha < 1 || pathAlpha < 1 || paths < 1 || paths > 16) {
      throw new IllegalArgumentException("not a policy: " + width + "/" + alpha + "/" + paths);
    }
  }

  /** Ours: 4 at a time, timed by round trips, repeated, with grace. */
  public static LookupPolicy adaptive() {
    return new LookupPolicy(8, 4, 2, 1, 2, true, new Timing(true, 600, 80, 2_000, 3_000, 10_000));
  }

  /** What the paper's readers did: 3 at a time, ten seconds each, no repetition. A baseline. */
  public static LookupPolicy classic() {
    return new LookupPolicy(8, 3, 3, 1, 0, false, new Timing(false, 10_000, 0, 0, 10_000, 10_000));
  }

  /** 16 at a time, two seconds each. A baseline. */
  public static LookupPolicy wide() {
    return new LookupPolicy(8, 16, 16, 1, 0, false, new Timing(false, 2_000, 0, 0, 2_000, 2_000));
  }

  /** 5 at a time; a slot is given up after one second, a node after fifteen. A baseline. */
  public static LookupPolicy twoStage() {
    return new LookupPolicy(8, 5, 5, 1, 0, false, new Timing(false, 1_000, 0, 0, 15_000, 15_000));
  }

  /** The same with another width and other paths. */
  public LookupPolicy with(int newWidth, int newPaths) {
    return new LookupPolicy(newWidth, alpha, pathAlpha, newPaths, retransmits, sanitize, timing);
  }

  /** The same with so many questions in flight. */
  public LookupPolicy asking(int atATime) {
    return new LookupPolicy(width, atATime, atATime, paths, retransmits, sanitize, timing);
  }

  /** The same, but a late question is not repeated more often than that. */
  public LookupPolicy retransmittingAtMost(int times) {
    int fewer = Math.min(times, retransmits);
    return new LookupPolicy(width, alpha, pathAlpha, paths, fewer, sanitize, timing);
  }

  /** Questions in flight on each path. */
  public int inFlight() {
    return paths == 1 ? alpha : pathAlpha;
  }
}
