package io.waggle.api.swarm;

/**
 * How a swarm joins a topic.
 *
 * @param announce whether others are told of us
 * @param lookup whether we look for others
 */
public record SwarmJoinOptions(boolean announce, boolean lookup) {

  /** Announce and look up. */
  public static final SwarmJoinOptions BOTH = new SwarmJoinOptions(true, true);

  /** Look up only. */
  public static final SwarmJoinOptions LOOKUP = new SwarmJoinOptions(false, true);

  /** Refuses a join that does nothing. */
  public SwarmJoinOptions {
    if (!announce && !lookup) {
      throw new IllegalArgumentException("a join announces, looks up, or both");
    }
  }
}
