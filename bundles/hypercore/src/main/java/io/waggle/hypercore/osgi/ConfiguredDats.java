package io.waggle.hypercore.osgi;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.hypercore.FeedKey;
import io.waggle.hypercore.HypercoreHandshake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dats of a configuration: their keys go to the handshake, their topics to a swarm. */
final class ConfiguredDats {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredDats.class);

  private final Hashes hashes;
  private final HypercoreHandshake handshake;
  private final Set<Swarm> swarms = ConcurrentHashMap.newKeySet();
  private final List<SwarmJoin> joins = new ArrayList<>();
  private List<FeedKey> keys = List.of();
  private String swarmName = "";
  private boolean announce = true;

  ConfiguredDats(Hashes hashes, HypercoreHandshake handshake) {
    this.hashes = hashes;
    this.handshake = handshake;
  }

  /** Applies a configuration; whether it can be used. */
  synchronized boolean configure(Map<String, ?> properties) {
    Map<String, Object> known = new TreeMap<>(properties);
    known.remove(Handshake.NAME);
    Reading<HypercoreConfig> reading = ConfigReader.read(HypercoreConfig.class, known);
    if (!reading.problems().isEmpty()) {
      log.warn("Configuration of hypercore: {}", reading.summary());
    }
    if (reading.config().isEmpty()) {
      return false;
    }
    HypercoreConfig config = reading.config().get();
    try {
      keys =
          Arrays.stream(config.keys())
              .filter(text -> !text.isBlank())
              .map(text -> FeedKey.parse(hashes, text))
              .toList();
    } catch (IllegalArgumentException e) {
      log.warn("Configuration of hypercore: 'keys': {}", e.getMessage());
      return false;
    }
    swarmName = config.swarm();
    announce = config.announce();
    handshake.keys(keys);
    rejoin();
    return true;
  }

  synchronized void add(Swarm swarm) {
    swarms.add(swarm);
    join(swarm);
  }

  synchronized void remove(Swarm swarm) {
    swarms.remove(swarm);
  }

  private void rejoin() {
    List<SwarmJoin> old = List.copyOf(joins);
    joins.clear();
    // The new ones first: a topic that stays is not left in between.
    swarms.forEach(this::join);
    old.forEach(SwarmJoin::close);
  }

  private void join(Swarm swarm) {
    if (swarm.name().equals(swarmName)) {
      SwarmJoinOptions options = new SwarmJoinOptions(announce, true);
      keys.forEach(key -> joins.add(swarm.join(key.topic(), options)));
    }
  }

  synchronized void leave() {
    joins.forEach(SwarmJoin::close);
    joins.clear();
  }
}
