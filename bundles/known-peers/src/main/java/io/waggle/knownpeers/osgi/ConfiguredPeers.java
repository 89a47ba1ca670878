package io.waggle.knownpeers.osgi;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.knownpeers.KnownPeers;
import io.waggle.knownpeers.KnownPeersSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source under its configurations: a bad one leaves the last good one in force and the status
 * DEGRADED; before the first good one it is DISABLED.
 */
final class ConfiguredPeers implements PeerFinder, SwarmListener {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredPeers.class);
  private static final KnownPeersSettings NOTHING =
      new KnownPeersSettings(
          List.of(), java.util.Set.of(), false, 1, Duration.ofDays(1), Duration.ofMinutes(5));

  private final String name;
  private final KnownPeers peers;
  private final Instant since;
  private volatile boolean configured;
  private volatile String problem = "";

  ConfiguredPeers(String name, KnownPeers peers, Instant since) {
    this.name = name;
    this.peers = peers;
    this.since = since;
  }

  /** What the engine starts with. */
  static KnownPeersSettings startingWith(Map<String, ?> properties) {
    try {
      return ConfigReader.read(KnownPeersConfig.class, properties)
          .config()
          .map(ConfiguredPeers::settings)
          .orElse(NOTHING);
    } catch (IllegalArgumentException e) {
      return NOTHING;
    }
  }

  private static KnownPeersSettings settings(KnownPeersConfig config) {
    long twoRounds = 2 * config.source_interval();
    return new KnownPeersSettings(
        Arrays.stream(config.peers()).map(HostAndPort::parse).toList(),
        Arrays.stream(config.topics()).map(KnownPeersSettings::label).collect(Collectors.toSet()),
        config.remember(),
        config.remember_limit(),
        Duration.ofDays(config.remember_days()),
        Duration.ofMillis(Math.max(Duration.ofMinutes(5).toMillis(), twoRounds)));
  }

  /** Applies a configuration; returns whether it can be used. */
  boolean configure(Map<String, ?> properties) {
    Reading<KnownPeersConfig> reading = ConfigReader.read(KnownPeersConfig.class, properties);
    List<String> problems = new ArrayList<>(reading.problems());
    Optional<KnownPeersSettings> settings = Optional.empty();
    try {
      settings = reading.config().map(ConfiguredPeers::settings);
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    settings.ifPresent(peers::apply);
    configured |= settings.isPresent();
    problem = String.join("; ", problems);
    if (!problem.isEmpty()) {
      log.warn("{}: {}", name, problem);
    }
    return settings.isPresent();
  }

  @Override
  public Round find(FindRequest request, FindSink sink) {
    return peers.find(request, sink);
  }

  @Override
  public void event(SwarmEvent event) {
    peers.event(event);
  }

  @Override
  public SourceStatus status() {
    SourceStatus status = peers.status();
    if (!configured) {
      return SourceStatus.of(SourceState.DISABLED, problem, since);
    }
    if (problem.isEmpty()) {
      return status;
    }
    String reason = status.reason().isEmpty() ? problem : problem + "; " + status.reason();
    return new SourceStatus(SourceState.DEGRADED, reason, since, status.gauges());
  }
}
