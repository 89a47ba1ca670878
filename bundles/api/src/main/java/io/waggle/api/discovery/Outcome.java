package io.waggle.api.discovery;

import java.util.Map;

/**
 * What a join or round has come to, so that "nobody is there" and "nobody could be asked" are told
 * apart.
 *
 * @param kind which of the three
 * @param peers how many peers are known
 * @param errors the last error of each source that failed
 */
public record Outcome(Kind kind, int peers, Map<SourceId, SourceFault> errors) {

  /** The three cases. */
  public enum Kind {
    /** No source serves this topic's realm, or all are disabled or paused. */
    NO_SOURCES,
    /** Sources were asked and none knows a peer; see the errors for those that failed. */
    NO_RESULT,
    /** At least one peer is known. */
    SOME
  }

  /** Keeps its own copy of the errors. */
  public Outcome {
    errors = Map.copyOf(errors);
  }
}
