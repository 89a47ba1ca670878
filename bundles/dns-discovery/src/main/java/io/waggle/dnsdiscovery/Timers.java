package io.waggle.dnsdiscovery;

import java.util.Comparator;
import java.util.TreeSet;

/** What is due when. The time is what the engine was last told. One thread at a time. */
final class Timers {

  private static final Comparator<Timer> ORDER =
      Comparator.<Timer>comparingLong(t -> t.when).thenComparingLong(t -> t.sequence);

  private final TreeSet<Timer> waiting = new TreeSet<>(ORDER);
  private long sequence;
  private long now;

  /** Something that happens once, unless it is cancelled. */
  final class Timer {
    private final long when;
    private final long sequence;
    private final Runnable body;

    private Timer(long when, long sequence, Runnable body) {
      this.when = when;
      this.sequence = sequence;
      this.body = body;
    }

    void cancel() {
      waiting.remove(this);
    }
  }

  /** The time in nanoseconds. */
  long now() {
    return now;
  }

  void setNow(long newNow) {
    now = newNow;
  }

  /** Runs {@code body} after so many nanoseconds. */
  Timer after(long nanos, Runnable body) {
    Timer timer = new Timer(now + nanos, sequence++, body);
    waiting.add(timer);
    return timer;
  }

  /** Runs what is due by now, and not what that adds for this very moment. */
  void runDue() {
    long last = sequence;
    while (!waiting.isEmpty() && waiting.first().when <= now && waiting.first().sequence < last) {
      waiting.pollFirst().body.run();
    }
  }

  /** When something is due next; {@link Long#MAX_VALUE} for never. */
  long next() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().when;
  }

  int size() {
    return waiting.size();
  }
}
