package io.waggle.container;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waits for states that nothing announces: file events, configurations, sockets. */
final class Wait {

  private static final long LIMIT_MILLIS = 15_000;
  private static final long STEP_MILLIS = 10;

  private Wait() {}

  /**
   * Returns as soon as the condition holds; fails with the detail of the moment if it never does.
   */
  static void until(String what, BooleanSupplier condition, Supplier<?> detail) {
    until(LIMIT_MILLIS, what, condition, detail);
  }

  /** The same with another limit. */
  static void until(long limitMillis, String what, BooleanSupplier condition, Supplier<?> detail) {
    long left = limitMillis / STEP_MILLIS;
    while (!condition.getAsBoolean()) {
      if (left-- == 0) {
        throw new AssertionError("in vain waited until " + what + ": " + detail.get());
      }
      pause(STEP_MILLIS);
    }
  }

  /** Lets the others go on for a moment. */
  static void pause(long millis) {
    try {
      boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
      if (never) {
        throw new IllegalStateException("nobody counts this latch down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
