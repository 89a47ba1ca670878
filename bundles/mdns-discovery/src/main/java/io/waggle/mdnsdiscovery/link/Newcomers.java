package io.waggle.mdnsdiscovery.link;

import java.net.InetAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Lets pass one packet in {@value #EPOCH_SECONDS} s of each sender that is not known yet, so that
 * one who says little is heard beside a thousand who say much. Remembers of each but a bit, by a
 * hash that nobody outside knows and that is another one each time.
 */
final class Newcomers {

  private static final int BITS = 1 << 18;
  private static final int EPOCH_SECONDS = 2;
  private static final long EPOCH = Duration.ofSeconds(EPOCH_SECONDS).toNanos();

  private final RandomGenerator random;
  private final BitSet passed = new BitSet(BITS);
  private long salt;
  private long begun;

  Newcomers(RandomGenerator random, long now) {
    this.random = random;
    begin(now);
  }

  private void begin(long now) {
    passed.clear();
    salt = random.nextLong();
    begun = now;
  }

  boolean admits(InetAddress from, long now) {
    if (now - begun >= EPOCH) {
      begin(now);
    }
    int bit = bit(from);
    boolean first = !passed.get(bit);
    passed.set(bit);
    return first;
  }

  private int bit(InetAddress from) {
    long hash = salt;
    for (byte each : from.getAddress()) {
      hash = (hash ^ each) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 32) & (BITS - 1);
  }
}
