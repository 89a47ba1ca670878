package io.waggle.dnsserver.osgi;

import io.waggle.api.net.HostAndPort;
import io.waggle.dnsserver.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns a configuration into settings. */
final class ConfiguredSettings {

  private ConfiguredSettings() {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException naming the key and what is wrong with its value
   */
  static Settings of(DnsServerConfig config) {
    return new Settings(
        Arrays.stream(config.ports()).map(ConfiguredSettings::port).distinct().toList(),
        bind(config.bind()),
        List.of(config.domains()),
        Duration.ofSeconds(config.ttl()),
        Duration.ofSeconds(config.subscriber_ttl()),
        config.limit(),
        config.limit_name(),
        config.limit_source(),
        config.queries_second(),
        Duration.ofSeconds(config.snapshot_seconds()));
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'ports' has '" + text + "', but must be numbers", e);
    }
  }

  private static Optional<InetAddress> bind(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    Optional<InetAddress> literal = new HostAndPort(text.strip(), Optional.empty()).literal();
    if (literal.isEmpty()) {
      throw new IllegalArgumentException("'bind' is '" + text + "', but must be an IP address");
    }
    return literal;
  }
}
