package io.waggle.testkit.discovery;

import io.waggle.api.time.WaggleClock;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits with a bound, on the machine's time or on a virtual one; a contract need not know which.
 */
public interface Eventually {

  /**
   * Waits until a condition holds.
   *
   * @throws AssertionError naming {@code what} if it does not hold in time
   */
  void until(String what, BooleanSupplier condition);

  /** Lets happen what is under way, to show afterwards what did not happen. */
  void settle();

  /** Real time: looks every 2 ms until {@code limit}, settles for 60 ms. */
  static Eventually real(Duration limit) {
    return new RealTime(limit);
  }

  /** Virtual time: moves it in steps of 10 ms for up to ten minutes, settles for a minute. */
  static Eventually virtual(VirtualTime time) {
    return new OnVirtualTime(time);
  }

  /** See {@link #real}. */
  record RealTime(Duration limit) implements Eventually {

    private static final long STEP = Duration.ofMillis(2).toNanos();
    private static final long SETTLED = Duration.ofMillis(60).toNanos();

    @Override
    public void until(String what, BooleanSupplier condition) {
      long end = WaggleClock.system().nanoTime() + limit.toNanos();
      while (!condition.getAsBoolean()) {
        if (WaggleClock.system().nanoTime() - end > 0) {
          throw new AssertionError("not within " + limit + ": " + what);
        }
        LockSupport.parkNanos(STEP);
      }
    }

    @Override
    public void settle() {
      long end = WaggleClock.system().nanoTime() + SETTLED;
      for (long left = SETTLED; left > 0; left = end - WaggleClock.system().nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  /** See {@link #virtual}. */
  record OnVirtualTime(VirtualTime time) implements Eventually {

    private static final Duration STEP = Duration.ofMillis(10);
    private static final int STEPS = 60_000;

    @Override
    public void until(String what, BooleanSupplier condition) {
      time.runDue();
      for (int i = 0; !condition.getAsBoolean(); i++) {
        if (i == STEPS) {
          throw new AssertionError("not within ten virtual minutes: " + what);
        }
        time.advance(STEP);
      }
    }

    @Override
    public void settle() {
      time.advance(Duration.ofMinutes(1));
    }
  }
}
