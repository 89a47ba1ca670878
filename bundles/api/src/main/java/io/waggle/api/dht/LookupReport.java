package io.waggle.api.dht;

import java.time.Duration;
import java.util.List;

/**
 * How a lookup went, over all families.
 *
 * @param target whither
 * @param closest the nearest nodes that answered, the nearest first
 * @param requests questions sent, repetitions included
 * @param replies answers
 * @param dead nodes that did not answer
 * @param hops the hops to the nearest node
 * @param duration from start to end
 * @param trace every node that was asked, in the order of asking
 */
public record LookupReport(
    NodeId target,
    List<DhtPeerNode> closest,
    int requests,
    int replies,
    int dead,
    int hops,
    Duration duration,
    List<DhtHop> trace) {

  /** Keeps its own copies. */
  public LookupReport {
    closest = List.copyOf(closest);
    trace = List.copyOf(trace);
  }
}
