package io.waggle.kademliadht.rpc;

/**
 * Learns how fast this family answers: a histogram of round trips in bins an eighth of an octave
 * wide, halved when it is full so that old ones fade. Fed only by questions that were asked once
 * (Karn's rule). A million nodes of a simulation each have one, so it is small.
 */
public final class TimeoutModel {

  private static final int BINS = 64;
  private static final int FULL = 255;
  private static final int ENOUGH = 8;

  /** Bin 0 ends at 8 ms; each is 1.125 times the one before; the last begins past 10 s. */
  private static final int[] UPPER_MILLIS = uppers();

  private byte[] counts;
  private int total;

  private static int[] uppers() {
    int[] uppers = new int[BINS];
    double upper = 8;
    for (int i = 0; i < BINS; i++) {
      uppers[i] = (int) Math.ceil(upper);
      upper *= 1.125;
    }
    return uppers;
  }

  /** A question was answered after so many milliseconds. */
  public void sample(long millis) {
    if (counts == null) {
      counts = new byte[BINS];
    }
    int bin = bin(millis);
    counts[bin]++;
    total++;
    if ((counts[bin] & 0xff) == FULL) {
      halve();
    }
  }

  private static int bin(long millis) {
    int bin = 0;
    while (bin < BINS - 1 && UPPER_MILLIS[bin] < millis) {
      bin++;
    }
    return bin;
  }

  private void halve() {
    total = 0;
    for (int i = 0; i < BINS; i++) {
      counts[i] = (byte) ((counts[i] & 0xff) >>> 1);
      total += counts[i] & 0xff;
    }
  }

  /** The given hundredth of the answers came within so many milliseconds; else {@code unknown}. */
  public int percentile(int hundredth, int unknown) {
    if (total < ENOUGH) {
      return unknown;
    }
    int wanted = (total * hundredth + 99) / 100;
    int seen = 0;
    for (int i = 0; i < BINS; i++) {
      seen += counts[i] & 0xff;
      if (seen >= wanted) {
        return UPPER_MILLIS[i];
      }
    }
    return UPPER_MILLIS[BINS - 1];
  }
}
