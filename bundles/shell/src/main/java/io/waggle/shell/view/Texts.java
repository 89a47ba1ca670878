package io.waggle.shell.view;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values as a person reads them. */
public final class Texts {

  private final ShortIds ids;
  private final Instant now;

  /**
   * For one answer.
   *
   * @param now what ages are counted from
   */
  public Texts(ShortIds ids, Instant now) {
    this.ids = ids;
    this.now = now;
  }

  /** One line without control characters; "-" for nothing. */
  public String of(Object value) {
    String text = plain(value);
    return text.isEmpty() ? "-" : printable(text);
  }

  private String plain(Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof Optional<?> optional) {
      return optional.map(this::plain).orElse("");
    } else if (value instanceof Collection<?> many) {
      return many.stream().map(this::plain).collect(Collectors.joining(","));
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> e.getKey() + "=" + of(e.getValue()))
          .collect(Collectors.joining(" "));
    } else if (value instanceof Fields.Span span) {
      return span.length().map(Texts::duration).orElse("");
    } else if (value instanceof Fields fields) {
      return plain(fields.values());
    }
    return scalar(value);
  }

  private String scalar(Object value) {
    if (value instanceof PeerId id) {
      return ids.cut(id.toString());
    } else if (value instanceof Topic topic) {
      String label = ids.cut(topic.label());
      return topic.realm().equals(Topic.PUBLIC) ? label : topic.realm() + "/" + label;
    } else if (value instanceof Instant instant) {
      Duration age = Duration.between(instant, now);
      return age.isNegative() ? "in " + duration(age.negated()) : duration(age) + " ago";
    } else if (value instanceof Boolean truth) {
      return truth ? "yes" : "no";
    }
    return String.valueOf(value);
  }

  /** Two units at most: {@code 850ms}, {@code 12s}, {@code 3m20s}, {@code 2h5m}, {@code 4d1h}. */
  public static String duration(Duration d) {
    if (d.toMillis() < 1000) {
      return d.toMillis() + "ms";
    } else if (d.toMinutes() < 1) {
      return d.toSeconds() + "s";
    } else if (d.toHours() < 1) {
      return d.toMinutes() + "m" + d.toSecondsPart() + "s";
    } else if (d.toDays() < 1) {
      return d.toHours() + "h" + d.toMinutesPart() + "m";
    }
    return d.toDays() + "d" + d.toHoursPart() + "h";
  }

  /** What a stranger sent must not steer the terminal. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append("\\u%04x".formatted(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
