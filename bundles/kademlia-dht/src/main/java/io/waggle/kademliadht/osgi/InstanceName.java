package io.waggle.kademliadht.osgi;

import java.util.Map;

/**
 * The name of a factory's instance: what follows the mark in its file's name or its PID (OSGi
 * Compendium §104.5).
 */
final class InstanceName {

  private static final String NAMELESS = "main";

  private InstanceName() {}

  static String of(Map<String, ?> properties) {
    String pid = String.valueOf(properties.get("service.pid"));
    int tilde = pid.lastIndexOf('~');
    if (tilde >= 0 && tilde + 1 < pid.length()) {
      return pid.substring(tilde + 1);
    }
    Object file = properties.get("felix.fileinstall.filename");
    String name = String.valueOf(file).replaceAll(".*/", "").replaceAll("\\.[a-z]+$", "");
    int mark = name.indexOf('-');
    return mark < 0 || mark + 1 == name.length() ? NAMELESS : name.substring(mark + 1);
  }

  /** What the operator wrote under a key, else the instance's name behind a prefix. */
  static String or(Map<String, ?> properties, String key, String prefix) {
    Object given = properties.get(key);
    String text = given == null ? "" : String.valueOf(given).strip();
    return text.isEmpty() ? prefix + of(properties) : text;
  }
}
