package io.waggle.kademliadht.osgi;

import io.waggle.api.dht.NodeId;
import io.waggle.api.net.HostAndPort;
import io.waggle.kademliadht.core.Limits;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.driver.DhtSettings;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.lookup.LookupPolicy;
import io.waggle.kademliadht.store.Quota;
import io.waggle.kademliadht.table.Diversity;
import io.waggle.kademliadht.table.TableProfile;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** From the configuration's words to the settings of a DHT. */
final class ConfiguredSettings {

  private ConfiguredSettings() {}

  /**
   * The settings.
   *
   * @param folder where state is kept
   * @throws IllegalArgumentException naming the key or the text that can't be used
   */
  static DhtSettings of(String name, DhtConfig config, Optional<Path> folder) {
    return new DhtSettings(
        name,
        config.port(),
        Arrays.stream(config.bind()).map(ConfiguredSettings::address).toList(),
        config.ipv6(),
        config.id().isBlank() ? Optional.empty() : Optional.of(id(config.id())),
        Arrays.stream(config.bootstrap()).map(HostAndPort::parse).toList(),
        node(config),
        new Quota(config.store_peers(), 6_000, config.store_bytes(), 16, 1_800, 7_200),
        folder.map(f -> f.resolve("table-" + name)),
        Duration.ofMinutes(config.save()));
  }

  private static NodeConfig node(DhtConfig config) {
    LookupPolicy usual = LookupPolicy.adaptive();
    return new NodeConfig(
        List.of(new NodeConfig.Local(Family.V4, NodeId.of(0, 0, 0))),
        new LookupPolicy(
            config.lookup_width(),
            config.lookup_alpha(),
            usual.pathAlpha(),
            config.lookup_paths(),
            usual.retransmits(),
            usual.sanitize(),
            usual.timing()),
        config.wide() ? TableProfile.WIDE : TableProfile.COMPACT,
        config.diversity() ? Diversity.STRICT : Diversity.NONE,
        new Limits(
            config.limit_sources(),
            config.limit_queries(),
            config.limit_puts(),
            config.limit_all(),
            config.limit_verifications(),
            true),
        config.ids(),
        config.read_only(),
        config.allow_local(),
        true,
        config.lookup_wait(),
        realm(config.network()));
  }

  /** Four bytes that are the same for the same name, and never those of the open network. */
  private static int realm(String network) {
    if (network.isBlank()) {
      return 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(network.strip().getBytes(StandardCharsets.UTF_8));
    return crc.getValue() == 0 ? 1 : (int) crc.getValue();
  }

  private static NodeId id(String hex) {
    try {
      return NodeId.parse(hex);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'id' is '" + hex + "', but must be 40 hex digits", e);
    }
  }

  private static InetAddress address(String text) {
    return new HostAndPort(text, Optional.empty())
        .literal()
        .orElseThrow(
            () -> new IllegalArgumentException("'bind' has '" + text + "', which is no address"));
  }
}
