package io.waggle.discoverychannel;

import java.time.Duration;
import java.util.Arrays;

/** How long the first peer took to come, over the last rounds that brought one. */
final class FirstPeerTimes {

  private static final int KEPT = 256;

  private final long[] millis = new long[KEPT];
  private int added;

  synchronized void add(Duration time) {
    millis[added++ % KEPT] = time.toMillis();
    if (added == 2 * KEPT) {
      added = KEPT;
    }
  }

  /** In milliseconds; -1 as long as nothing was measured. */
  synchronized long percentile(int percent) {
    int size = Math.min(added, KEPT);
    if (size == 0) {
      return -1;
    }
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return sorted[Math.min(size - 1, size * percent / 100)];
  }
}
