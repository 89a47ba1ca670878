package io.waggle.api.swarm;

/** Why a connection that had been given to the application ended. */
public enum CloseReason {
  /** The application closed it. */
  LOCAL,
  /** The remote side ended it. */
  REMOTE,
  /** A newer connection to the same peer took its place, by the rule both sides know. */
  DUPLICATE,
  /** The network failed under it. */
  ERROR,
  /** The swarm was closed. */
  SHUTDOWN
}
