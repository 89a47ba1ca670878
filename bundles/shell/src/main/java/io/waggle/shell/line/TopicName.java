package io.waggle.shell.line;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a topic is written: a plain name, which is hashed, or {@code hex:<hex>}, which is not. */
public final class TopicName {

  /** Marks raw bytes. */
  public static final String HEX = "hex:";

  private static final int LEAST_PREFIX = 4;

  private TopicName() {}

  /**
   * Reads a topic.
   *
   * @param raw whether the text is hex, with or without {@value #HEX} before it
   * @throws IllegalArgumentException naming the text
   */
  public static Topic parse(String text, boolean raw, String realm) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a topic's name is not empty");
    }
    if (!raw && !text.startsWith(HEX)) {
      return Topic.named(text).inRealm(realm);
    }
    String digits = text.startsWith(HEX) ? text.substring(HEX.length()) : text;
    try {
      return Topic.of(HexFormat.of().parseHex(digits), Hashing.RAW).inRealm(realm);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("topic '" + text + "' is not written in hex", e);
    }
  }

  /** Adds the arguments that {@link #of} reads. */
  public static Syntax addTo(Syntax syntax, Syntax.Names names) {
    return syntax
        .required("topic", names)
        .flag("no-hash", "the topic is written in hex and used as it is, as with 'hex:'")
        .option("realm", "REALM", "realm of the topic, 'public' unless given");
  }

  /** The topic that a command line names. */
  public static Topic of(Arguments arguments) {
    try {
      return parse(
          arguments.text("topic"),
          arguments.flag("no-hash"),
          arguments.option("realm").orElse(Topic.PUBLIC));
    } catch (IllegalArgumentException e) {
      throw arguments.fault(e.getMessage());
    }
  }

  /**
   * The one of several open topics that a text means: by its name, by {@code hex:}, or by the first
   * four or more digits of its label if only one begins so.
   */
  public static Optional<Topic> among(Collection<Topic> open, String text) {
    for (Topic topic : open) {
      if (isNamed(topic, text)) {
        return Optional.of(topic);
      }
    }
    String prefix = strip(text).toLowerCase(Locale.ROOT);
    if (prefix.length() < LEAST_PREFIX) {
      return Optional.empty();
    }
    List<Topic> matching = open.stream().filter(t -> t.label().startsWith(prefix)).toList();
    return matching.size() == 1 ? Optional.of(matching.get(0)) : Optional.empty();
  }

  private static boolean isNamed(Topic topic, String text) {
    try {
      Topic named = parse(text, false, topic.realm());
      return topic.equals(named);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String strip(String text) {
    return text.startsWith(HEX) ? text.substring(HEX.length()) : text;
  }
}
