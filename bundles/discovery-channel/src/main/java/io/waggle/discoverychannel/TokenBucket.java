package io.waggle.discoverychannel;

import java.time.Duration;

/** Lets pass so many a second, and as many at once after a quiet second. */
final class TokenBucket {

  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private double tokens;
  private long filledAt;
  private boolean used;

  boolean take(long now, int perSecond) {
    tokens = used ? Math.min(perSecond, tokens + (now - filledAt) / SECOND * perSecond) : perSecond;
    used = true;
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
