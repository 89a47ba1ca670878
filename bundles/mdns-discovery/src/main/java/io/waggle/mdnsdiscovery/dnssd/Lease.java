package io.waggle.mdnsdiscovery.dnssd;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a record holds, and when to ask for it again if it is wanted: at 80, 85, 90 and 95 % of
 * its life, each up to 2 % later so that not all ask at once (RFC 6762 §5.2).
 */
final class Lease {

  private static final int FIRST = 80;
  private static final int EACH = 5;
  private static final int ASKS = 4;
  static final long SOON = Duration.ofSeconds(1).toNanos();

  private final double jitter;
  private long heard;
  private long life;
  private int asks;

  /**
   * Begins.
   *
   * @param ttl in seconds
   * @param jitter 0 to 2, in percent
   */
  Lease(long now, long ttl, double jitter) {
    this.jitter = jitter;
    renew(now, ttl);
  }

  /** The record was told again. */
  void renew(long now, long ttl) {
    heard = now;
    life = TimeUnit.SECONDS.toNanos(ttl);
    asks = 0;
  }

  /** The record was taken back: it holds for another second, in which it may be denied (§10.1). */
  void endSoon(long now) {
    if (ends() - now > SOON) {
      heard = now;
      life = SOON;
    }
    asks = ASKS;
  }

  long age(long now) {
    return now - heard;
  }

  long ends() {
    return heard + life;
  }

  boolean isOver(long now) {
    return now - ends() >= 0;
  }

  /** When to ask again. */
  private long nextAsk() {
    return asks >= ASKS
        ? Long.MAX_VALUE
        : heard + (long) (life / 100.0 * (FIRST + EACH * asks + jitter));
  }

  /** Whether to ask again now; says so once for each time. */
  boolean takeAsk(long now) {
    boolean due = false;
    while (asks < ASKS && nextAsk() <= now) {
      asks++;
      due = true;
    }
    return due;
  }

  /** When it is to be asked for again, or ends. */
  long next() {
    return Math.min(nextAsk(), ends());
  }

  /** Seconds that are left if that is more than half, else 0: it may go along as known (§7.1). */
  long secondsIfFresh(long now) {
    long left = ends() - now;
    return left * 2 > life ? TimeUnit.NANOSECONDS.toSeconds(left) : 0;
  }
}
