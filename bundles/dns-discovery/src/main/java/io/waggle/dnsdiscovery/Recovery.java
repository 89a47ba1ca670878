package io.waggle.dnsdiscovery;

import java.time.Duration;

/** Looks after a server that does not answer: ever more seldom, up to a minute. */
final class Recovery {

  private static final long FIRST = Duration.ofSeconds(5).toNanos();
  private static final long LAST = Duration.ofSeconds(60).toNanos();

  private final ClientContext context;
  private final Runnable attempt;
  private long pause = FIRST;
  private Timers.Timer timer;

  Recovery(ClientContext context, Runnable attempt) {
    this.context = context;
    this.attempt = attempt;
  }

  /** The server does not answer; the next attempt comes after a pause. */
  void start() {
    if (timer == null) {
      timer = context.timers().after(context.jittered(pause), this::due);
      pause = Math.min(2 * pause, LAST);
    }
  }

  private void due() {
    timer = null;
    attempt.run();
  }

  /** The server answers. */
  void stop() {
    pause = FIRST;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
