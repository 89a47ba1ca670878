package io.waggle.api.time;

import java.time.Instant;

/** The only place in the tree that reads the machine's clocks. */
enum SystemClock implements WaggleClock {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
