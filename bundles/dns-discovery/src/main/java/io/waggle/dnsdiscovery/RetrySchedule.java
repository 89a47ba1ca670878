package io.waggle.dnsdiscovery;

import java.time.Duration;

/**
 * When a query is sent again: the pauses double, and the wait after the last sending is half the
 * first pause. 7500 ms and 5 sendings give 0, 0.5, 1.5, 3.5, 7.5 s and failure at 7.75 s, as
 * dns-socket 3.0.0 has it.
 *
 * @param firstPause nanoseconds between the first and the second sending
 * @param tries how often a query is sent, 1 to {@value #MOST_TRIES}
 * @param lastWait nanoseconds between the last sending and failure
 */
record RetrySchedule(long firstPause, int tries, long lastWait) {

  static final int MOST_TRIES = 8;

  /**
   * A schedule whose last sending is at {@code timeout}; with a single sending, that is when it
   * fails.
   */
  static RetrySchedule of(Duration timeout, int tries) {
    long nanos = timeout.toNanos();
    if (tries == 1) {
      return new RetrySchedule(nanos, 1, nanos);
    }
    long pause = nanos / ((1L << (tries - 1)) - 1);
    return new RetrySchedule(pause, tries, pause / 2);
  }

  /** The same pauses, but giving up after at most {@code most} sendings. */
  RetrySchedule atMost(int most) {
    return tries <= most ? this : new RetrySchedule(firstPause, most, firstPause / 2);
  }

  /** Nanoseconds to wait after the sending of that number, from 0, until the next or failure. */
  long waitAfter(int attempt) {
    return attempt + 1 < tries ? firstPause << attempt : lastWait;
  }

  /** Nanoseconds from the first sending to failure. */
  long failsAfter() {
    return firstPause * ((1L << (tries - 1)) - 1) + lastWait;
  }
}
