package io.waggle.kademliadht.store;

/**
 * How much is kept for others.
 *
 * @param peers announced peers in all, of each family
 * @param peersPerTopic announced peers of one info hash
 * @param itemBytes bytes of BEP 44 items, 200 a piece for the books included
 * @param groupShare no /24 or /48 may hold more than one part in so many
 * @param peerSeconds how long an announcement is good
 * @param itemSeconds how long an item is good
 */
public record Quota(
    int peers,
    int peersPerTopic,
    long itemBytes,
    int groupShare,
    int peerSeconds,
    int itemSeconds) {

  /** A million peers, 6,000 a topic, 64 MiB of items; half an hour and two hours (BEP 44). */
  public static final Quota DEFAULT = new Quota(1_000_000, 6_000, 64L << 20, 16, 1_800, 7_200);

  /** Checks the ranges. */
  public Quota {
    if (peers < 1 || peersPerTopic < 1 || itemBytes < 0 || groupShare < 1) {
      throw new IllegalArgumentException("a quota is positive");
    }
    if (peerSeconds < 60 || itemSeconds < 60) {
      throw new IllegalArgumentException("nothing is kept for less than a minute");
    }
  }
}
