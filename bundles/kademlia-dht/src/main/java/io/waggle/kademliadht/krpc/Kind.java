package io.waggle.kademliadht.krpc;

/** What a message is. */
public enum Kind {
  /** {@code y} is q. */
  QUERY,
  /** {@code y} is r. */
  RESPONSE,
  /** {@code y} is e. */
  ERROR
}
