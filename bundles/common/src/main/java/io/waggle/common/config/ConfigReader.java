package io.waggle.common.config;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the properties of a component strictly: a key nobody knows and a value out of range are
 * problems with names, not silence. The keys are declared by the methods of a component property
 * type, an annotation with defaults; an underscore in a method's name stands for a dot (OSGi
 * Compendium 7, §112.8.2.1).
 */
public final class ConfigReader {

  private static final List<String> FOREIGN_PREFIXES =
      List.of("service.", "component.", "felix.", "osgi.", "org.", ":", ".", "metrics.");

  private ConfigReader() {}

  /**
   * Reads a configuration.
   *
   * @param type an annotation type whose methods return int, long, boolean, String, String[] or an
   *     enum
   * @param properties as Declarative Services hands them over; values may be texts
   */
  public static <C> Reading<C> read(Class<C> type, Map<String, ?> properties) {
    Map<String, Method> keys = keys(type);
    List<String> problems = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    boolean usable = true;
    for (Map.Entry<String, Method> key : keys.entrySet()) {
      try {
        values.put(key.getValue().getName(), value(key.getKey(), key.getValue(), properties));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
        usable = false;
      }
    }
    for (String key : new TreeSet<>(properties.keySet())) {
      if (!keys.containsKey(key) && !isForeign(key)) {
        problems.add(Suggestion.unknownKey(key, keys.keySet()));
      }
    }
    Optional<C> config = usable ? Optional.of(proxy(type, values)) : Optional.empty();
    return new Reading<>(config, problems);
  }

  /** The configuration with every default, for embedding without Config Admin. */
  public static <C> C defaults(Class<C> type) {
    return read(type, Map.of()).config().orElseThrow();
  }

  private static Map<String, Method> keys(Class<?> type) {
    Map<String, Method> keys = new HashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0 && !method.isSynthetic()) {
        keys.put(method.getName().replace('_', '.'), method);
      }
    }
    return keys;
  }

  private static boolean isForeign(String key) {
    return key.endsWith(".target") || FOREIGN_PREFIXES.stream().anyMatch(key::startsWith);
  }

  private static Object value(String key, Method method, Map<String, ?> properties) {
    Object raw = properties.get(key);
    if (raw == null) {
      return method.getDefaultValue();
    }
    Object value = ValueCoercion.coerce(key, raw, method.getReturnType());
    Range range = method.getAnnotation(Range.class);
    if (range != null && value instanceof Number number) {
      checkRange(key, number.longValue(), range);
    }
    return value;
  }

  private static void checkRange(String key, long value, Range range) {
    if (value < range.min() || value > range.max()) {
      String upTo = range.max() == Long.MAX_VALUE ? " or more" : ".." + range.max();
      throw new IllegalArgumentException(
          "'" + key + "' is " + value + ", but must be " + range.min() + upTo);
    }
  }

  private static <C> C proxy(Class<C> type, Map<String, Object> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) ->
                switch (method.getName()) {
                  case "annotationType" -> type;
                  case "toString" -> type.getSimpleName() + values.keySet();
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == args[0];
                  default -> copy(values.get(method.getName()));
                }));
  }

  private static Object copy(Object value) {
    return value instanceof String[] texts ? texts.clone() : value;
  }
}
