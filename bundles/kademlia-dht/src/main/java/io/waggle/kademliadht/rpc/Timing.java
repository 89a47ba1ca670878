package io.waggle.kademliadht.rpc;

/**
 * How long an answer is waited for.
 *
 * @param adaptive whether the stall follows measured round trips; if not it is always the start
 * @param stallStartMillis the stall while nothing is measured
 * @param stallMinMillis the shortest stall
 * @param stallMaxMillis the longest stall
 * @param deadMillis after which a node counts as having failed
 * @param lateMillis until which an answer is still accepted
 */
public record Timing(
    boolean adaptive,
    int stallStartMillis,
    int stallMinMillis,
    int stallMaxMillis,
    int deadMillis,
    int lateMillis) {

  /** The stall for a node, in nanoseconds. */
  public long stallNanos(TimeoutModel model, int rttMillis) {
    int stall = stallStartMillis;
    if (adaptive) {
      int usual = model.percentile(90, stallStartMillis);
      stall = Math.max(usual, rttMillis + rttMillis / 2);
      stall = Math.min(Math.max(stall, stallMinMillis), stallMaxMillis);
    }
    return stall * 1_000_000L;
  }
}
