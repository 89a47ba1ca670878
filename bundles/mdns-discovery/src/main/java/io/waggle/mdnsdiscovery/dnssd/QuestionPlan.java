package io.waggle.mdnsdiscovery.dnssd;

import java.time.Duration;

/**
 * When a topic is asked for on one link. The first question waits 20 to 120 ms, the second a
 * second, then each three times as long as the one before, up to an hour (RFC 6762 §5.2). Who comes
 * later announces itself.
 */
final class QuestionPlan {

  private static final long FIRST = Duration.ofMillis(20).toNanos();
  private static final long SPREAD = Duration.ofMillis(100).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofMinutes(60).toNanos();
  private static final int FACTOR = 3;

  private long next;
  private long pause = SECOND;

  /**
   * Begins.
   *
   * @param fraction 0 to 1, random
   */
  QuestionPlan(long now, double fraction) {
    next = now + FIRST + (long) (SPREAD * fraction);
  }

  /** When to ask. */
  long next() {
    return next;
  }

  /** It was asked. */
  void asked(long now) {
    next = now + pause;
    pause = Math.min(LONGEST, pause * FACTOR);
  }
}
