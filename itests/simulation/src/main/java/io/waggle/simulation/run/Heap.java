package io.waggle.simulation.run;

/** What the heap holds. */
public final class Heap {

  private static final int COLLECTIONS = 4;

  private Heap() {}

  /** Bytes in use after collections, of which the serial collector compacts fully each fourth. */
  public static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
