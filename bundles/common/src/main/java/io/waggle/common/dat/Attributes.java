package io.waggle.common.dat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The character strings of one TXT record as {@code key=value}. A string without {@code =} is a
 * flag that is set, as dns-discovery 5.x writes it; 6.x writes {@code key=true}. The last of
 * several equal keys counts.
 */
public final class Attributes {

  private final Map<String, String> values;

  private Attributes(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** Reads the strings of a record; total. */
  public static Attributes of(List<String> strings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String string : strings) {
      int equals = string.indexOf('=');
      if (equals < 0) {
        values.put(string, "true");
      } else {
        values.put(string.substring(0, equals), string.substring(equals + 1));
      }
    }
    return new Attributes(values);
  }

  /** The text of a key. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Whether a flag is set: present, and neither empty nor {@code false}. */
  public boolean flag(String key) {
    String value = values.get(key);
    return value != null && !value.isEmpty() && !value.equals("false");
  }

  /** A port from 0 to 65535, or empty if the key is absent or holds something else. */
  public OptionalInt port(String key) {
    String value = values.get(key);
    if (value == null || value.isEmpty() || value.length() > 5) {
      return OptionalInt.empty();
    }
    int port = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      port = port * 10 + c - '0';
    }
    return port > 65535 ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
