package io.waggle.shell.command;

import io.waggle.shell.line.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Arguments of the form {@code key=value}. */
final class KeyValues {

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.]*");

  private KeyValues() {}

  static Map<String, String> read(Arguments arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : arguments.many("key=value")) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      if (equals < 0 || !KEY.matcher(key).matches()) {
        throw arguments.fault("argument '" + word + "' is not of the form key=value");
      }
      String value = word.substring(equals + 1).strip();
      if (value.chars().anyMatch(Character::isISOControl)) {
        throw arguments.fault("the value of '" + key + "' holds a control character");
      }
      values.put(key, value);
    }
    return values;
  }

  /** An example for a message. */
  static String firstOf(Map<String, String> values) {
    Map.Entry<String, String> first = values.entrySet().iterator().next();
    return first.getKey() + "=" + first.getValue();
  }
}
