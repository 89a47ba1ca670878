package io.waggle.kademliadht.security;

import io.waggle.api.dht.NodeId;
import java.util.Arrays;
import java.util.List;

/**
 * Estimates the number of nodes from how near the nearest of a random target are: the i-th of N is
 * expected at i/(N+1) of the key space. Each lookup gives a slope by least squares; the mean of the
 * middle three quarters of the last 128 is taken.
 */
public final class NetSizeEstimator {

  private static final int KEPT = 128;

  private float[] slopes = new float[0];
  private int count;
  private long remembered;

  /** Begins with what was known before. */
  public void remember(long size) {
    remembered = size;
  }

  /** Takes the nearest nodes of one target, the nearest first. */
  public void add(NodeId target, List<NodeId> nearest) {
    if (nearest.size() < 4) {
      return;
    }
    double weighted = 0;
    double squares = 0;
    for (int i = 1; i <= nearest.size(); i++) {
      weighted += i * fraction(target.distance(nearest.get(i - 1)));
      squares += (double) i * i;
    }
    if (count >= slopes.length && slopes.length < KEPT) {
      slopes = Arrays.copyOf(slopes, Math.max(4, slopes.length * 2));
    }
    slopes[count++ % slopes.length] = (float) (weighted / squares);
  }

  private static double fraction(NodeId distance) {
    return (distance.hi() >>> 1) * 0x1p-63;
  }

  /** How many lookups it knows. */
  public int samples() {
    return Math.min(count, slopes.length);
  }

  /** The number of nodes, or 0 if nothing is known. */
  public long estimate() {
    int n = samples();
    if (n == 0) {
      return remembered;
    }
    float[] sorted = Arrays.copyOf(slopes, n);
    Arrays.sort(sorted);
    int cut = n / 8;
    double sum = 0;
    for (int i = cut; i < n - cut; i++) {
      sum += sorted[i];
    }
    double slope = sum / (n - 2 * cut);
    return slope <= 0 ? remembered : Math.max(1, Math.round(1 / slope) - 1);
  }

  /**
   * How far, as a fraction of the key space, the nearest k nodes lie with that probability: the
   * quantile of the Gamma distribution (Wilson and Hilferty, 1931) over the number of nodes.
   *
   * @param z the standard normal quantile of the probability
   */
  public double radius(int k, double z) {
    long n = estimate();
    if (n == 0) {
      return 0;
    }
    double third = 1.0 / (9 * k);
    double root = 1 - third + z * Math.sqrt(third);
    return Math.min(1, k * root * root * root / n);
  }

  /** The distance of two ids as a fraction of the key space. */
  public static double distance(NodeId a, NodeId b) {
    return fraction(a.distance(b));
  }
}
