package io.waggle.launcher;

import java.util.Optional;
import java.util.Set;

/**
 * One flag of the command line.
 *
 * @param name with its dashes
 * @param argument what its value is called in the help, empty for a flag without one
 * @param verbs where it is allowed
 * @param help one line
 * @param effect what it changes in the configurations of a one-shot command
 * @param bundle the artifact that must be in the distribution for a value other than {@code off}
 */
record Flag(
    String name,
    String argument,
    Set<Verb> verbs,
    String help,
    Effect effect,
    Optional<String> bundle) {

  /** Reads the value of a flag into configurations. */
  interface Effect {

    /** No configuration depends on the flag. */
    Effect NONE = (value, settings) -> {};

    /** Fails with a sentence that begins with what was expected. */
    void apply(String value, Settings settings) throws LaunchException;
  }

  boolean takesValue() {
    return !argument.isEmpty();
  }

  Flag needs(String artifact) {
    return new Flag(name, argument, verbs, help, effect, Optional.of(artifact));
  }

  void apply(String value, Settings settings) throws LaunchException {
    try {
      effect.apply(value, settings);
    } catch (LaunchException e) {
      throw new LaunchException(e.code(), name + " " + value + ": " + e.getMessage(), e);
    }
  }
}
