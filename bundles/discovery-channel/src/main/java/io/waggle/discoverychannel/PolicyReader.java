package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.api.discovery.spi.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a source's service properties. They come out of a {@code .cfg} file as often as not, so a
 * text is as good as a number; what can't be read falls back to its default and is reported.
 */
final class PolicyReader {

  private final Map<String, ?> properties;
  private final Map<String, String> overrides;
  private final List<String> problems = new ArrayList<>();

  private PolicyReader(Map<String, ?> properties, Map<String, String> overrides) {
    this.properties = properties;
    this.overrides = overrides;
  }

  static SourcePolicy read(Map<String, ?> properties, Map<String, String> overrides) {
    return new PolicyReader(properties, overrides).policy();
  }

  private SourcePolicy policy() {
    return new SourcePolicy(
        text(SourceProperties.KIND, "unknown"),
        (int) number(SourceProperties.RANK, 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
        realms(),
        millis(SourceProperties.START_AFTER, 0, 0),
        millis(SourceProperties.TIMEOUT, 30_000, 0),
        constant(SourceProperties.ROLE, SourceRole.PRIMARY),
        (int) number(SourceProperties.LIMIT, 1000, 0, 1_000_000),
        millis(SourceProperties.INTERVAL, 60_000, 1),
        constant(SourceProperties.TRUST, Trust.OPEN),
        List.copyOf(problems));
  }

  private Object raw(String key) {
    String override = overrides.get(key);
    return override != null ? override : properties.get(key);
  }

  private String text(String key, String otherwise) {
    Object raw = raw(key);
    return raw == null ? otherwise : String.valueOf(raw).strip();
  }

  private Duration millis(String key, long otherwise, long min) {
    return Duration.ofMillis(number(key, otherwise, min, Duration.ofDays(30).toMillis()));
  }

  private long number(String key, long otherwise, long min, long max) {
    Object raw = raw(key);
    if (raw == null) {
      return otherwise;
    }
    try {
      long value = raw instanceof Number n ? n.longValue() : Long.parseLong(text(key, ""));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      problems.add("'" + key + "' is '" + raw + "', but must be a whole number");
      return otherwise;
    }
    problems.add("'" + key + "' is " + raw + ", but must be " + min + ".." + max);
    return otherwise;
  }

  private <E extends Enum<E>> E constant(String key, E otherwise) {
    String text = text(key, otherwise.name());
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    problems.add(
        "'%s' is '%s', but must be one of %s"
            .formatted(
                key, text, Arrays.toString(otherwise.getDeclaringClass().getEnumConstants())));
    return otherwise;
  }

  /** {@code *} alone serves every realm, which is shown as the empty set. */
  private Set<String> realms() {
    Object raw = raw(SourceProperties.REALMS);
    if (raw == null) {
      return Set.of(Topic.PUBLIC);
    }
    Set<String> realms =
        texts(raw)
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    if (realms.isEmpty()) {
      problems.add("'" + SourceProperties.REALMS + "' names no realm");
      return Set.of(Topic.PUBLIC);
    }
    return realms.contains("*") ? Set.of() : realms;
  }

  private static Stream<String> texts(Object raw) {
    if (raw instanceof Object[] array) {
      return Arrays.stream(array).map(String::valueOf);
    }
    if (raw instanceof Collection<?> many) {
      return many.stream().map(String::valueOf);
    }
    return Stream.of(String.valueOf(raw));
  }
}
