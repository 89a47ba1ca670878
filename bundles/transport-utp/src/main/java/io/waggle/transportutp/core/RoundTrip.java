package io.waggle.transportutp.core;

import java.time.Duration;

/** Round-trip time and what follows from it (RFC 6298, with the bounds of BEP 29). */
final class RoundTrip {

  private static final long FIRST_TIMEOUT = Duration.ofSeconds(1).toNanos();
  private static final long SHORTEST_TIMEOUT = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_TIMEOUT = Duration.ofSeconds(30).toNanos();
  private static final long TAIL_SLACK = Duration.ofMillis(20).toNanos();

  private long smoothed;
  private long variance;
  private long latest = Long.MAX_VALUE;

  void sample(long nanos) {
    long rtt = Math.max(1, nanos);
    latest = rtt;
    if (smoothed == 0) {
      smoothed = rtt;
      variance = rtt / 2;
    } else {
      variance += (Math.abs(smoothed - rtt) - variance) / 4;
      smoothed += (rtt - smoothed) / 8;
    }
  }

  /** Nanoseconds; 0 before the first sample. */
  long smoothed() {
    return smoothed;
  }

  /** The last sample; for ever before the first. */
  long latest() {
    return latest;
  }

  /** How long to wait for an acknowledgement, doubled for each time that it did not come. */
  long timeout(int failures) {
    long once = smoothed == 0 ? FIRST_TIMEOUT : Math.max(SHORTEST_TIMEOUT, smoothed + 4 * variance);
    return Math.min(LONGEST_TIMEOUT, once << Math.min(failures, 6));
  }

  /** How long the last packet of a flight waits before it is sent once more (RFC 8985 §7.2). */
  long tailTimeout() {
    return smoothed == 0 ? Long.MAX_VALUE : 2 * smoothed + 2 * variance + TAIL_SLACK;
  }
}
