package io.waggle.common.limit;

/**
 * Lets pass so many a second on average, and so many at once after a pause. The time is handed in;
 * nothing is allocated. Not safe from several threads.
 */
public final class TokenBucket {

  private static final double SECOND = 1e9;

  private double perSecond;
  private double burst;
  private double tokens;
  private long filledAt;

  /**
   * A full bucket.
   *
   * @param perSecond the average, positive
   * @param burst the most at once, at least 1
   * @param now in nanoseconds, as in {@link #take}
   */
  public TokenBucket(double perSecond, double burst, long now) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filledAt = now;
  }

  /** Changes the limits from now on; what was saved up beyond the new burst is gone. */
  public void limits(double newPerSecond, double newBurst, long now) {
    fill(now);
    perSecond = newPerSecond;
    burst = newBurst;
    tokens = Math.min(tokens, burst);
  }

  /** Whether one may pass now; if so, it is taken. */
  public boolean take(long now) {
    fill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Nanoseconds until one may pass; 0 for at once. Takes nothing. */
  public long waitFor(long now) {
    fill(now);
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * SECOND);
  }

  private void fill(long now) {
    tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) / SECOND * perSecond);
    filledAt = now;
  }
}
