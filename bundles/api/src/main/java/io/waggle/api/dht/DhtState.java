package io.waggle.api.dht;

/** How far a node is. */
public enum DhtState {
  /** Nobody is known yet and nobody was asked. */
  STARTING,
  /** Looking for its own neighbours. */
  SEARCHING,
  /** Its neighbours are known; operations run at once. */
  READY,
  /** Nobody answers: the network is gone, or it is alone. It goes on trying. */
  ISOLATED
}
