package io.waggle.mdnsdiscovery.osgi;

import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.dat.DatSettings;
import io.waggle.mdnsdiscovery.dnssd.DnssdSettings;
import io.waggle.mdnsdiscovery.link.LinkFilter;
import io.waggle.mdnsdiscovery.link.Prefix;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** From the configuration's words to the source's settings. */
final class ConfiguredSettings {

  private ConfiguredSettings() {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException naming the key or the text that can't be used
   */
  static LanSettings of(LanSourceConfig config) {
    if (!config.ipv4() && !config.ipv6()) {
      throw new IllegalArgumentException("one of 'ipv4' and 'ipv6' must be true");
    }
    LinkFilter filter =
        new LinkFilter(
            List.of(config.interfaces()),
            Arrays.stream(config.networks()).map(ConfiguredSettings::network).toList(),
            config.ipv4(),
            config.ipv6());
    DatSettings dat = dat(config);
    DnssdSettings dnssd =
        new DnssdSettings(config.name(), config.services(), config.packets_second());
    return new LanSettings(config.mode(), filter, config.group_port(), dat, dnssd);
  }

  private static DatSettings dat(LanSourceConfig config) {
    try {
      return new DatSettings(
          config.domain(),
          Duration.ofMillis(config.source_interval()),
          config.source_limit(),
          config.host_limit(),
          config.packets_second());
    } catch (IllegalArgumentException e) {
      String told = "'domain' is '" + config.domain() + "', but must be a name such as dat.local";
      throw new IllegalArgumentException(told, e);
    }
  }

  private static Prefix network(String text) {
    try {
      return Prefix.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'networks': " + e.getMessage(), e);
    }
  }
}
