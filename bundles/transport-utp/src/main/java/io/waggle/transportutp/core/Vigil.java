package io.waggle.transportutp.core;

import java.time.Duration;

/** Whether the peer is there: one that was not heard for long is asked, and given up at last. */
final class Vigil {

  private static final long FIRST_WAIT = Duration.ofSeconds(1).toNanos();
  private static final int MOST_DOUBLINGS = 6;
  private static final long LONGEST_SILENCE = Duration.ofSeconds(30).toNanos();
  private static final int FEWEST_FAILURES = 5;

  private final long patience;
  private final int most;
  private long heardAt;
  private long dueAt;
  private int asked;

  /** Begins now, as if the peer had just been heard. */
  Vigil(long now, Idle idle) {
    this.patience = idle.probeAfterNanos();
    this.most = idle.probes();
    heard(now);
  }

  void heard(long now) {
    heardAt = now;
    dueAt = now + patience;
    asked = 0;
  }

  /** Nanoseconds for which nothing was heard. */
  long silence(long now) {
    return now - heardAt;
  }

  /** When it is to be asked again or given up. */
  long deadline() {
    return dueAt;
  }

  /** Whether it was asked often enough, by probes or by packets that were repeated. */
  boolean isLost(long now, Sender sender) {
    if (!sender.isDone()) {
      return sender.failures() > FEWEST_FAILURES && silence(now) > LONGEST_SILENCE;
    }
    return now >= dueAt && asked >= most;
  }

  /** Whether it is to be asked now; what is on its way asks as well, so that nothing else need. */
  boolean asks(long now, Sender sender) {
    if (now < dueAt) {
      return false;
    }
    boolean idle = sender.isDone();
    dueAt = now + (FIRST_WAIT << Math.min(asked, MOST_DOUBLINGS));
    asked += idle ? 1 : 0;
    return idle;
  }
}
