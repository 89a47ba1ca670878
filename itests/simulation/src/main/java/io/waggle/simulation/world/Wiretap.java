package io.waggle.simulation.world;

import io.waggle.kademliadht.krpc.Endpoint;

/** Sees all traffic. */
public interface Wiretap {

  /** Sees nothing. */
  Wiretap NONE = new Wiretap() {};

  /** A datagram leaves, before any of it is lost. */
  default void sent(long now, Host from, Endpoint to, byte[] buffer, int offset, int length) {}

  /** A datagram has reached a node. */
  default void received(long now, Host host, Endpoint from, byte[] bytes) {}
}
