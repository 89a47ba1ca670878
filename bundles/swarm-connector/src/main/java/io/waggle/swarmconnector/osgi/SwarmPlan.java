package io.waggle.swarmconnector.osgi;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.swarmconnector.AccessList;
import io.waggle.swarmconnector.Bandwidth;
import io.waggle.swarmconnector.Limits;
import io.waggle.swarmconnector.SwarmSettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration asks for.
 *
 * @param settings of the engine
 * @param topics to join
 * @param options how
 */
record SwarmPlan(SwarmSettings settings, Set<Topic> topics, SwarmJoinOptions options) {

  private static final String HEX = "hex:";

  /** A plan, if the configuration can be used, and what is wrong with it. */
  record Read(Optional<SwarmPlan> plan, String problems) {}

  /** Reads a configuration; never throws. */
  static Read read(Map<String, ?> properties) {
    Reading<SwarmConfig> reading = ConfigReader.read(SwarmConfig.class, properties);
    if (reading.config().isEmpty()) {
      return new Read(Optional.empty(), reading.summary());
    }
    try {
      SwarmConfig config = reading.config().get();
      return new Read(Optional.of(of(config, name(config, properties))), reading.summary());
    } catch (IllegalArgumentException e) {
      return new Read(Optional.empty(), e.getMessage());
    }
  }

  /** As set, or what stands behind the factory PID in the instance's PID. */
  static String name(Map<String, ?> properties) {
    Object set = properties.get("swarm.name");
    if (set != null && !String.valueOf(set).isBlank()) {
      return String.valueOf(set).strip();
    }
    String pid = String.valueOf(properties.get("service.pid"));
    int split = pid.indexOf('~');
    return split >= 0 && split + 1 < pid.length() ? pid.substring(split + 1) : "swarm";
  }

  private static String name(SwarmConfig config, Map<String, ?> properties) {
    return config.swarm_name().isBlank() ? name(properties) : config.swarm_name();
  }

  private static SwarmPlan of(SwarmConfig config, String name) {
    SwarmSettings settings =
        new SwarmSettings(
            name,
            new SwarmSettings.Listen(bind(config.bind()), config.port(), config.port_fallback()),
            config.id().isBlank() ? Optional.empty() : Optional.of(id(config.id())),
            List.of(config.transports()),
            new Limits(
                config.max_connections(),
                config.max_dials(),
                config.max_halfopen(),
                config.max_addresses()),
            Duration.ofMillis(config.connect_timeout()),
            Duration.ofMillis(config.handshake_timeout()),
            access(config),
            new Bandwidth(
                config.bandwidth_in(),
                config.bandwidth_out(),
                config.bandwidth_connection_in(),
                config.bandwidth_connection_out()),
            config.keep_existing());
    return new SwarmPlan(settings, topics(config), options(config));
  }

  private static PeerId id(String hex) {
    try {
      return PeerId.parse(hex.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'id': " + e.getMessage(), e);
    }
  }

  private static Optional<InetAddress> bind(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new HostAndPort(text.strip(), Optional.empty())
            .literal()
            .orElseThrow(
                () -> new IllegalArgumentException("'bind' is '" + text + "', not an address")));
  }

  private static AccessList access(SwarmConfig config) {
    try {
      return AccessList.of(List.of(config.allow()), List.of(config.deny()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'allow' or 'deny': " + e.getMessage(), e);
    }
  }

  private static Set<Topic> topics(SwarmConfig config) {
    Set<Topic> topics = new LinkedHashSet<>();
    Arrays.stream(config.topics()).forEach(text -> topics.add(topic(text, config)));
    return topics;
  }

  private static Topic topic(String text, SwarmConfig config) {
    try {
      byte[] id =
          text.startsWith(HEX)
              ? HexFormat.of().parseHex(text.substring(HEX.length()).strip())
              : text.getBytes(StandardCharsets.UTF_8);
      return Topic.of(id, config.hashing()).inRealm(config.realm());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'topics': '" + text + "': " + e.getMessage(), e);
    }
  }

  private static SwarmJoinOptions options(SwarmConfig config) {
    try {
      return new SwarmJoinOptions(config.announce(), config.lookup());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'announce' and 'lookup': " + e.getMessage(), e);
    }
  }
}
