package io.waggle.dnsserver;

import java.io.PrintStream;
import java.util.SplittableRandom;

/**
 * Heap a peer, after a million distinct ones: not a test but a measurement. Run with a heap that
 * leaves room, such as {@code -Xmx1g -XX:+UseSerialGC}.
 */
public final class MemoryFootprint {

  private static final int PEERS = 1_000_000;
  private static final PrintStream OUT = System.out;

  private MemoryFootprint() {}

  /** Prints the figure for several shapes of load. */
  public static void main(String[] args) {
    measure("1,000 names, one address", 1000, 1);
    measure("a name each, one address", PEERS, 1);
    measure("a name each, 65,536 addresses", PEERS, 65_536);
    measure("a name, an address and a /24 each", PEERS, PEERS);
  }

  private static void measure(String what, int names, int addresses) {
    long before = used();
    PeerStore store = new PeerStore(new Limits(PEERS, PEERS, 0, Long.MAX_VALUE), 1);
    SplittableRandom random = new SplittableRandom(2);
    long[] keys = random.longs(2L * names).toArray();
    for (int i = 0; i < PEERS; i++) {
      int name = i % names;
      long lo = 0xffff_0000_0000L | (i % addresses * 256L & 0xffff_ffffL);
      store.put(keys[2 * name], keys[2 * name + 1], 0, lo, i / names + i % 50_000, 0, i);
    }
    long bytes = used() - before - keys.length * 8L;
    OUT.printf("%-36s %6.1f bytes a peer (%d peers)%n", what, bytes / (double) PEERS, store.size());
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
