package io.waggle.kademliadht.core;

import io.waggle.kademliadht.krpc.Family;
import java.util.Optional;

/**
 * What one lookup wants otherwise than the node's policy.
 *
 * @param width nodes that must have answered; 0 for the policy's
 * @param paths disjoint paths; 0 for the policy's
 * @param sweep whether the neighbourhood is searched once more from its other side
 * @param family empty for every family the node has
 */
public record LookupOptions(int width, int paths, boolean sweep, Optional<Family> family) {

  /** As the policy says. */
  public static final LookupOptions DEFAULT = new LookupOptions(0, 0, false, Optional.empty());

  /** Checks the ranges. */
  public LookupOptions {
    if (width < 0 || width > 64 || paths < 0 || paths > 16) {
      throw new IllegalArgumentException("width is 0..64 and paths are 0..16");
    }
  }

  /** So wide, over so many paths. */
  public static LookupOptions of(int width, int paths, boolean sweep) {
    return new LookupOptions(width, paths, sweep, Optional.empty());
  }
}
