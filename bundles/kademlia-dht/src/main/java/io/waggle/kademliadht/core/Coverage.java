package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import java.util.List;

/**
 * Of which ids a wide lookup knows the nearest nodes. It has found everybody who is nearer to its
 * target than the farthest it found; so everybody whose id shares one bit more with the target than
 * that one's does, and nobody else is nearer to an id among those.
 */
final class Coverage {

  /** What {@link #prefix} says if not even the target's own neighbourhood is known for sure. */
  static final int NONE = -1;

  /** A region with less than so much of what is expected was not seen whole. */
  private static final double TOO_FEW = 0.45;

  private Coverage() {}

  /**
   * How many leading bits an id must share with the target.
   *
   * @param found who has answered, the nearest first
   * @param width how many were looked for
   * @param k how many nodes each region must have
   * @param size the estimated nodes of the network
   */
  static int prefix(NodeId target, List<NodeId> found, int width, int k, long size) {
    if (found.size() < width && size * TOO_FEW <= found.size()) {
      return found.size() < k ? NONE : 0;
    }
    if (found.size() < width) {
      return NONE;
    }
    int prefix = target.commonPrefix(found.get(found.size() - 1)) + 1;
    int inside = inside(target, found, prefix);
    while (inside >= k && inside < TOO_FEW * size / Math.pow(2, prefix)) {
      prefix++;
      inside = inside(target, found, prefix);
    }
    return inside < k ? NONE : prefix;
  }

  private static int inside(NodeId target, List<NodeId> found, int prefix) {
    int inside = 0;
    while (inside < found.size() && target.commonPrefix(found.get(inside)) >= prefix) {
      inside++;
    }
    return inside;
  }

  /** The leading bits that a region of that many nodes shares, in a network of that size. */
  static int expected(long size, int nodes) {
    int bits = 0;
    while (size >> bits > nodes) {
      bits++;
    }
    return bits;
  }
}
