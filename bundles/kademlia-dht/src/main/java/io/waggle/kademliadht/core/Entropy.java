package io.waggle.kademliadht.core;

/** Random bits. A node's ids, tokens and secrets are only as good as these. */
@FunctionalInterface
public interface Entropy {

  /** 64 bits. */
  long nextLong();

  /** A repeatable sequence (SplitMix64), for tests and simulations. */
  static Entropy seeded(long seed) {
    return new Entropy() {
      private long state = seed;

      @Override
      public long nextLong() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
      }
    };
  }
}
