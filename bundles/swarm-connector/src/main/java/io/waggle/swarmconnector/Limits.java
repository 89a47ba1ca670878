package io.waggle.swarmconnector;

/**
 * How much a swarm takes on.
 *
 * @param connections both ways together; 0 for no limit
 * @param dials under way at once, the handshake included
 * @param halfOpen incoming wires that have not shaken hands yet
 * @param addresses kept in mind
 */
public record Limits(int connections, int dials, int halfOpen, int addresses) {

  /** No limit of connections, and what suits a small machine. */
  public static final Limits DEFAULT = new Limits(0, 24, 256, 10_000);

  /** The same with a limit of connections. */
  public Limits withConnections(int most) {
    return new Limits(most, dials, halfOpen, addresses);
  }

  /** The same with a limit of dials. */
  public Limits withDials(int most) {
    return new Limits(connections, most, halfOpen, addresses);
  }

  /** The same with a limit of incoming wires that have not shaken hands. */
  public Limits withHalfOpen(int most) {
    return new Limits(connections, dials, most, addresses);
  }
}
