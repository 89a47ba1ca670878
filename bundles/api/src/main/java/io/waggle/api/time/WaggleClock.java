package io.waggle.api.time;

import java.time.Instant;
import java.time.InstantSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The time as an engine sees it: a monotonic counter for time-outs and a wall clock for dates that
 * leave the process. Both are handed in, so that a test or a simulation can hold them. Safe to call
 * from any thread.
 */
@ProviderType
public interface WaggleClock extends InstantSource {

  /**
   * A counter in nanoseconds that never goes back; its origin is arbitrary, so only differences
   * mean something.
   */
  long nanoTime();

  /** The clock of this machine. */
  static WaggleClock system() {
    return SystemClock.INSTANCE;
  }

  /** {@inheritDoc} May jump when the machine's date is set; never use it for a time-out. */
  @Override
  Instant instant();
}
