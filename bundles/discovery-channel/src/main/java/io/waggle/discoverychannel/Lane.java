package io.waggle.discoverychannel;

import java.time.Duration;

/**
 * Where the calls of one source run: one after another, never on the caller's thread, each with a
 * limit after which it is interrupted. A source that blocks holds up nobody but itself.
 */
public interface Lane {

  /**
   * Queues a call and returns at once.
   *
   * @param limit how long it may run
   */
  Call submit(Duration limit, Runnable call);

  /** Takes nothing more; what is queued still runs, but not for long. Returns at once. */
  void close();

  /** A queued or running call. */
  @FunctionalInterface
  interface Call {
    /** Drops it if it has not begun, interrupts it if it runs. Idempotent. */
    void cancel();
  }
}
