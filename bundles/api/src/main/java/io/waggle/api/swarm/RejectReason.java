package io.waggle.api.swarm;

/** Why a peer was not dialled, or not let in. */
public enum RejectReason {
  /** On the deny list, or not on the allow list. */
  DENIED,
  /** It is ourselves. */
  SELF,
  /** Already connected, and the rule keeps the other connection. */
  DUPLICATE,
  /** The limit of connections is reached. */
  LIMIT,
  /** The handshake broke its protocol. */
  HANDSHAKE_FAILED,
  /** The handshake took too long. */
  HANDSHAKE_TIMEOUT,
  /** Removed by the application. */
  REMOVED
}
