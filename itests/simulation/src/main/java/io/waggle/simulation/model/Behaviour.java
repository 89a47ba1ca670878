package io.waggle.simulation.model;

import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;

/** What a host does with a datagram before its node sees it. */
@FunctionalInterface
public interface Behaviour {

  /** The node does as it was made. */
  Behaviour HONEST = (world, host, from, bytes) -> false;

  /** Questions are not answered. */
  Behaviour DROPPER = (world, host, from, bytes) -> isQuery(bytes);

  /** Returns whether the node is not to see it. */
  boolean swallows(World world, Host host, Endpoint from, byte[] bytes);

  /** Whether a datagram is a query, by the end that all of ours have: {@code 1:y1:qe}. */
  static boolean isQuery(byte[] bytes) {
    int end = bytes.length;
    return end > 7 && bytes[end - 2] == 'q' && bytes[end - 5] == 'y' && bytes[end - 6] == ':';
  }
}
