package io.waggle.api.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A number that only grows. Cheap under contention; safe from any thread. */
public final class Counter {

  private final LongAdder adder = new LongAdder();

  Counter() {}

  /** Adds one. */
  public void increment() {
    adder.increment();
  }

  /** Adds {@code n}, which is not negative. */
  public void add(long n) {
    adder.add(n);
  }

  /** The sum so far. */
  public long value() {
    return adder.sum();
  }
}
