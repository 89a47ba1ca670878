package io.waggle.shell.view;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Named values in the order they are shown. Values keep their types (ids, durations, instants, ...)
 * until a table or a JSON document is made of them.
 */
public final class Fields {

  /** A length of time, if known; a type of its own so that the JSON key does not depend on that. */
  record Span(Optional<Duration> length) {}

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Begins with one field. */
  public static Fields of(String name, Object value) {
    return new Fields().add(name, value);
  }

  /** Adds one; the name is camelCase and becomes the JSON key and the title of a column. */
  public Fields add(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Adds a length of time; its JSON key ends in {@code Ms}. */
  public Fields addSpan(String name, Optional<Duration> length) {
    return add(name, new Span(length));
  }

  /** Adds a length of time that is known. */
  public Fields addSpan(String name, Duration length) {
    return addSpan(name, Optional.of(length));
  }

  /** All of them; a value may be null. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }
}
