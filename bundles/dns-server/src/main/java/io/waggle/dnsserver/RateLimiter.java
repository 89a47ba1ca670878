package io.waggle.dnsserver;

/**
 * Questions a second of each source group, in fixed memory: the generic cell rate algorithm (one
 * time a bucket), buckets in sets of four. A group that finds its set taken gets the bucket that
 * has been idle longest.
 */
final class RateLimiter {

  private static final int SETS = 1 << 13;
  private static final int WAYS = 4;
  private static final long SECOND = 1_000_000_000L;

  private final long seed;
  private final int[] tag = new int[SETS * WAYS];
  private final long[] nextDue = new long[SETS * WAYS];
  private long spacing;

  /**
   * A limiter that has seen nobody.
   *
   * @param perSecond 0 for no limit; a burst of one second's worth passes
   */
  RateLimiter(int perSecond, long seed, long now) {
    this.seed = seed;
    java.util.Arrays.fill(nextDue, now);
    limit(perSecond);
  }

  void limit(int perSecond) {
    spacing = perSecond == 0 ? 0 : SECOND / perSecond;
  }

  boolean allows(long group, long now) {
    if (spacing == 0) {
      return true;
    }
    int bucket = bucket(SlotTable.mix(group ^ seed), now);
    long due = nextDue[bucket] - now < 0 ? now : nextDue[bucket];
    if (due - now > SECOND - spacing) {
      return false;
    }
    nextDue[bucket] = due + spacing;
    return true;
  }

  private int bucket(long hash, long now) {
    int wanted = (int) (hash >>> 32) | 1;
    int first = (int) hash & (SETS - 1);
    int idlest = first * WAYS;
    for (int at = first * WAYS; at < first * WAYS + WAYS; at++) {
      if (tag[at] == wanted) {
        return at;
      }
      if (nextDue[at] - nextDue[idlest] < 0) {
        idlest = at;
      }
    }
    tag[idlest] = wanted;
    nextDue[idlest] = now;
    return idlest;
  }
}
