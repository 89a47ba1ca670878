package io.waggle.swarmconnector;

import java.time.Duration;

/**
 * A rate of bytes a second that may be overdrawn: whoever takes more than is there makes those who
 * come later wait, so that the average holds and nothing is dropped. Safe from any thread.
 */
final class TokenBucket {

  private static final double NANOS = 1e9;

  /** How much may be saved up in idle times: an eighth of a second's worth. */
  private static final double SAVED_SECONDS = 0.125;

  private volatile long rate;
  private double balance;
  private long last;

  /**
   * A full bucket.
   *
   * @param rate bytes a second; 0 for no limit
   */
  TokenBucket(long rate, long now) {
    this.last = now;
    rate(rate, now);
    this.balance = saved();
  }

  /** Changes the rate from now on; debts remain, but no longer than a second. */
  synchronized void rate(long newRate, long now) {
    refill(now);
    rate = newRate;
    balance = Math.max((double) -rate, Math.min(balance, saved()));
  }

  private double saved() {
    return rate * SAVED_SECONDS;
  }

  private void refill(long now) {
    balance = Math.min(saved(), balance + (now - last) / NANOS * rate);
    last = now;
  }

  /** How long to wait before bytes may be taken. */
  Duration delay(long now) {
    return rate == 0 ? Duration.ZERO : owed(now);
  }

  private synchronized Duration owed(long now) {
    refill(now);
    return balance >= 0 || rate == 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(-balance / rate * NANOS));
  }

  /** Takes bytes, into debt if need be. */
  void take(long bytes, long now) {
    if (rate != 0) {
      synchronized (this) {
        refill(now);
        balance -= bytes;
      }
    }
  }

  /** The most bytes to take at once, so that nobody else waits for long. */
  int chunk() {
    long now = rate;
    return now == 0 ? Integer.MAX_VALUE : (int) Math.max(1, Math.min(now / 8, 1 << 14));
  }
}
