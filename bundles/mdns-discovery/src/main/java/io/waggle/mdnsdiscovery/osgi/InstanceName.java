package io.waggle.mdnsdiscovery.osgi;

import java.util.Map;

/** The name of a factory's instance: what follows {@code ~} in its PID (OSGi Compendium §104.5). */
final class InstanceName {

  private static final String NAMELESS = "main";

  private InstanceName() {}

  static String of(Map<String, ?> properties) {
    String pid = String.valueOf(properties.get("service.pid"));
    int tilde = pid.lastIndexOf('~');
    return tilde < 0 || tilde + 1 == pid.length() ? NAMELESS : pid.substring(tilde + 1);
  }
}
