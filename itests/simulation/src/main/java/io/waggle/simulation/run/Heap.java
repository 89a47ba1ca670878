package io.waggle.simulation.run;

/** What the heap holds. */
public final class Heap {

  private Heap() {}

  /** Bytes in use after a collection. */
  public static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
