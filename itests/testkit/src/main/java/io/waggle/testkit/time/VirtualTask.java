package io.waggle.testkit.time;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A task of {@link VirtualTime}, ordered by due time, then by submission. */
final class VirtualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

  private final long period;
  private final VirtualTime time;
  private long due;
  private long sequence;

  VirtualTask(Callable<V> body, long due, long period, long sequence, VirtualTime time) {
    super(body);
    this.due = due;
    this.period = period;
    this.sequence = sequence;
    this.time = time;
  }

  long due() {
    return due;
  }

  boolean repeats() {
    return period > 0;
  }

  void rearm(long now, long newSequence) {
    due = now + period;
    sequence = newSequence;
  }

  @Override
  public void run() {
    if (repeats()) {
      runAndReset();
    } else {
      super.run();
    }
  }

  @Override
  public boolean isPeriodic() {
    return repeats();
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due - time.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    VirtualTask<?> that = (VirtualTask<?>) other;
    int byTime = Long.compare(due, that.due);
    return byTime != 0 ? byTime : Long.compare(sequence, that.sequence);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
