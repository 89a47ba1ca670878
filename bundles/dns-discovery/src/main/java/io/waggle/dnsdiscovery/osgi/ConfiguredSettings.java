package io.waggle.dnsdiscovery.osgi;

import io.waggle.api.net.HostAndPort;
import io.waggle.dnsdiscovery.ClientSettings;
import io.waggle.dnsdiscovery.ServerSpec;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** From the configuration's words to the client's settings. */
final class ConfiguredSettings {

  private ConfiguredSettings() {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException naming the key or the text that can't be used
   */
  static ClientSettings of(DnsSourceConfig config) {
    return new ClientSettings(
        Arrays.stream(config.servers()).map(ServerSpec::parse).toList(),
        config.domain(),
        Duration.ofMillis(config.timeout()),
        config.retries(),
        Duration.ofMillis(config.source_interval()),
        config.queries_second(),
        Arrays.stream(config.bind()).map(ConfiguredSettings::address).toList(),
        config.port(),
        config.udp().strip());
  }

  private static InetAddress address(String text) {
    return new HostAndPort(text, Optional.empty())
        .literal()
        .orElseThrow(
            () -> new IllegalArgumentException("'bind' has '" + text + "', which is no address"));
  }
}
