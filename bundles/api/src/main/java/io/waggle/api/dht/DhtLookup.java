package io.waggle.api.dht;

/**
 * What one lookup wants otherwise than the node's configuration.
 *
 * @param width how many of the nearest nodes must have answered, 1 to 64; 0 for the configured
 * @param paths disjoint paths, 1 to 16; 0 for the configured
 * @param sweep whether the neighbourhood is searched from its other side as well, which finds more
 *     of it where many entries are dead
 */
public record DhtLookup(int width, int paths, boolean sweep) {

  /** As configured. */
  public static final DhtLookup DEFAULT = new DhtLookup(0, 0, false);

  /** Checks the ranges. */
  public DhtLookup {
    if (width < 0 || width > 64 || paths < 0 || paths > 16) {
      throw new IllegalArgumentException("width is 0..64 and paths are 0..16");
    }
  }

  /** So wide, on one path. */
  public static DhtLookup wide(int width) {
    return new DhtLookup(width, 0, false);
  }
}
