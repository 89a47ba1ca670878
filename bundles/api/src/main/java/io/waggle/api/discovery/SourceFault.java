package io.waggle.api.discovery;

import java.time.Instant;

/**
 * An error of one source.
 *
 * @param code what kind of error
 * @param message for a person
 * @param at when
 */
public record SourceFault(Code code, String message, Instant at) {

  /** Kinds of errors, told apart because different things help against them. */
  public enum Code {
    /** Asked, and no answer came in time. */
    TIMEOUT,
    /** No route, no address, name not resolved, socket error. */
    UNREACHABLE,
    /** The other side said no. */
    REFUSED,
    /** The operator has to change something. */
    MISCONFIGURED,
    /** We or they are over a limit. */
    OVERLOADED,
    /** An answer that breaks the protocol. */
    PROTOCOL,
    /** The source was going away. */
    CLOSED,
    /** An exception that the source did not foresee: a defect. */
    DEFECT
  }
}
