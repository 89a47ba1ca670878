package io.waggle.kademliadht.lookup;

import io.waggle.api.dht.NodeId;
import java.util.List;

/**
 * How a lookup went.
 *
 * @param target whither
 * @param closest the nearest nodes that answered, the nearest first, at most the lookup's width
 * @param requests questions sent, repetitions included
 * @param replies answers
 * @param dead nodes that did not answer
 * @param hops the hops to the nearest node that answered
 * @param nanos from start to end
 * @param trace every node that was asked, in the order of asking
 */
public record LookupResult(
    NodeId target,
    List<Found> closest,
    int requests,
    int replies,
    int dead,
    int hops,
    long nanos,
    List<Hop> trace) {

  /**
   * A node that was asked.
   *
   * @param node the node
   * @param source who named it; null for a node of our own table
   * @param askedNanos when, from the start
   * @param answeredNanos when it answered, from the start; -1 if it did not
   */
  public record Hop(
      Found node, NodeId source, int hops, String state, long askedNanos, long answeredNanos) {}
}
