package io.waggle.transportutp.core;

import java.time.Duration;
import java.util.Arrays;

/**
 * One-way delays, which carry the unknown distance between two clocks: only what they exceed their
 * smallest value by means something, and that is the queue (RFC 6817 §3.4.2). All in microseconds
 * of 32 bits that wrap.
 */
final class DelayHistory {

  private static final int MINUTES = 13;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int RECENT = 3;

  private final int[] smallest = new int[MINUTES];
  private final int[] recent = new int[RECENT];
  private int base;
  private int at;
  private int minute;
  private long minuteEnds;
  private boolean started;

  void sample(long now, int delay) {
    if (!started) {
      start(now, delay);
    }
    if (before(delay, smallest[minute])) {
      smallest[minute] = delay;
      base = before(delay, base) ? delay : base;
    }
    recent[at] = delay - base;
    at = (at + 1) % RECENT;
    if (now - minuteEnds >= 0) {
      nextMinute(now, delay);
    }
  }

  private void start(long now, int delay) {
    started = true;
    Arrays.fill(smallest, delay);
    base = delay;
    minuteEnds = now + MINUTE;
  }

  private void nextMinute(long now, int delay) {
    minuteEnds = now + MINUTE;
    minute = (minute + 1) % MINUTES;
    smallest[minute] = delay;
    base = delay;
    for (int each : smallest) {
      base = before(each, base) ? each : base;
    }
  }

  /** The other side's clock has been found to run apart from ours. */
  void shift(int by) {
    if (started) {
      for (int i = 0; i < MINUTES; i++) {
        smallest[i] += by;
      }
      base += by;
    }
  }

  /** The smallest delay of late. */
  int base() {
    return base;
  }

  boolean isStarted() {
    return started;
  }

  /** Microseconds of queue: the smallest of the last samples, which filters noise out. */
  long queueing() {
    long least = Long.MAX_VALUE;
    for (int each : recent) {
      least = Math.min(least, Integer.toUnsignedLong(each));
    }
    return least;
  }

  private static boolean before(int a, int b) {
    return a - b < 0;
  }
}
