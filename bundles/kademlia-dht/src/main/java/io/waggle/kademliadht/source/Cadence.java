package io.waggle.kademliadht.source;

import java.time.Duration;

/**
 * When to ask or announce again: soon at first, for two peers that join at about the same time miss
 * each other in their first lookups, then ever later.
 */
final class Cadence {

  private static final Duration[] PAUSES = {
    Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60)
  };

  /** Well within the half hour an announcement is good for. */
  static final Duration STEADY = Duration.ofMinutes(10);

  private int step;

  /** The pause until the next time. */
  Duration next() {
    return step < PAUSES.length ? PAUSES[step++] : STEADY;
  }

  /** Somebody waits: soon again. */
  void restart() {
    step = 0;
  }
}
