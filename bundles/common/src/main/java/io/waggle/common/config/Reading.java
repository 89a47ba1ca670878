package io.waggle.common.config;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a configuration.
 *
 * @param config the values; empty if one of them can't be used, so that the last good configuration
 *     has to go on
 * @param problems for a person: unknown keys and values that can't be used
 * @param <C> the annotation type that declares the keys
 */
public record Reading<C>(Optional<C> config, List<String> problems) {

  /** Keeps its own copy of the problems. */
  public Reading {
    problems = List.copyOf(problems);
  }

  /** All problems in one line. */
  public String summary() {
    return String.join("; ", problems);
  }
}
