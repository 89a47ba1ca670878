package io.waggle.swarmconnector;

/**
 * Limits in bytes a second; 0 for none.
 *
 * @param in read from all connections together
 * @param out written to all connections together
 * @param connectionIn read from each
 * @param connectionOut written to each
 */
public record Bandwidth(long in, long out, long connectionIn, long connectionOut) {

  /** No limits. */
  public static final Bandwidth UNLIMITED = new Bandwidth(0, 0, 0, 0);
}
