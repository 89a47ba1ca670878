package io.waggle.common.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Turns what a configuration file holds, often a text, into the declared type. */
final class ValueCoercion {

  private ValueCoercion() {}

  static Object coerce(String key, Object raw, Class<?> type) {
    if (type == String[].class) {
      return texts(raw);
    }
    String text = String.valueOf(single(key, raw)).strip();
    if (type == int.class) {
      return Math.toIntExact(number(key, text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    } else if (type == long.class) {
      return number(key, text, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (type == boolean.class) {
      return truth(key, text);
    } else if (type.isEnum()) {
      return constant(key, text, type);
    }
    return text;
  }

  private static Object single(String key, Object raw) {
    if (raw instanceof Object[] array && array.length == 1) {
      return array[0];
    }
    if (raw instanceof Object[] || raw instanceof Collection) {
      throw new IllegalArgumentException("'" + key + "' must be one value, not several");
    }
    return raw;
  }

  /** A .cfg file can hold one text only, so that commas separate there. */
  private static String[] texts(Object raw) {
    if (raw instanceof String[] array && array.length != 1) {
      return array.clone();
    }
    Object one = raw instanceof String[] array ? array[0] : raw;
    if (one instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toArray(String[]::new);
    }
    return Arrays.stream(String.valueOf(one).split(",", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toArray(String[]::new);
  }

  private static long number(String key, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value < min || value > max) {
        throw new NumberFormatException();
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + key + "' is '" + text + "', but must be a whole number", e);
    }
  }

  private static boolean truth(String key, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "'" + key + "' is '" + text + "', but must be true or false");
    };
  }

  private static Object constant(String key, String text, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + key
            + "' is '"
            + text
            + "', but must be one of "
            + Arrays.toString(type.getEnumConstants()));
  }
}
