package io.waggle.launcher;

import java.util.Map;
import java.util.TreeMap;

/**
 * The configurations of a node by PID ({@code factoryPid~name} for an instance), being composed.
 */
final class Settings {

  private final Map<String, Map<String, Object>> configurations = new TreeMap<>();

  /** Sets one key, making the configuration if there is none. */
  Settings set(String pid, String key, Object value) {
    configurations.computeIfAbsent(pid, p -> new TreeMap<>()).put(key, value);
    return this;
  }

  /** Sets a whole configuration. */
  Settings put(String pid, Map<String, Object> values) {
    configurations.put(pid, new TreeMap<>(values));
    return this;
  }

  /** The values of a configuration, empty if there is none. */
  Map<String, Object> values(String pid) {
    return configurations.getOrDefault(pid, Map.of());
  }

  /** Takes a configuration away. */
  Settings remove(String pid) {
    configurations.remove(pid);
    return this;
  }

  Map<String, Map<String, Object>> all() {
    return configurations;
  }
}
