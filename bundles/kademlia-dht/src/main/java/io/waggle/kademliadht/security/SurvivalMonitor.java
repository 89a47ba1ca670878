package io.waggle.kademliadht.security;

import io.waggle.kademliadht.krpc.Endpoint;

/**
 * Tells "they are gone" from "we are gone": if more than nine in ten of the last 32 questions, to
 * eight nodes or more, were not answered, it is the network, and nobody is to be given up for it.
 */
public final class SurvivalMonitor {

  private static final int WINDOW = 32;
  private static final int FAILED = 29;
  private static final int DISTINCT = 8;
  private static final int LAST_EIGHT = 0xff;

  private int failures;
  private int seen;
  private long distinct;

  /** A question was answered. */
  public void answered() {
    push(0);
    if (!isFailing()) {
      distinct = 0;
    }
  }

  /** A question was not answered. */
  public void failed(Endpoint to) {
    push(1);
    distinct |= 1L << (to.hashCode() & 63);
  }

  private void push(int bit) {
    failures = failures << 1 | bit;
    seen = Math.min(WINDOW, seen + 1);
  }

  /** Whether hardly anybody answers. */
  public boolean isFailing() {
    return seen == WINDOW
        && Integer.bitCount(failures) >= FAILED
        && Long.bitCount(distinct) >= DISTINCT;
  }

  /**
   * Whether nobody at all has answered the last eight questions, to four nodes or more: too early
   * to say that we are gone, but no time to give anybody up.
   */
  public boolean isSilent() {
    return (failures & LAST_EIGHT) == LAST_EIGHT && Long.bitCount(distinct) >= DISTINCT / 2;
  }
}
