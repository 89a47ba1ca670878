package io.waggle.handshake.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.handshake.noise.IdentityFile;
import io.waggle.handshake.noise.NodeIdentity;
import io.waggle.handshake.noise.NoiseHandshake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes handshakes of configurations. */
final class NoiseSetup {

  private static final Logger log = LoggerFactory.getLogger(NoiseSetup.class);
  private static final int KEY = 32;

  private final Crypto crypto;
  private final Optional<Path> data;

  /**
   * For one node.
   *
   * @param data where it keeps its state; without one it is somebody else each run
   */
  NoiseSetup(Crypto crypto, Optional<Path> data) {
    this.crypto = crypto;
    this.data = data;
  }

  /** A handshake, if the configuration can be used; what is wrong goes to the log. */
  Optional<NoiseHandshake> read(Map<String, ?> properties) {
    Map<String, Object> keys = new TreeMap<>(properties);
    keys.remove(Handshake.NAME);
    Reading<NoiseConfig> reading = ConfigReader.read(NoiseConfig.class, keys);
    if (!reading.problems().isEmpty()) {
      log.warn("Configuration of the Noise handshake: {}", reading.summary());
    }
    try {
      if (reading.config().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(handshake(reading.config().get()));
    } catch (IllegalArgumentException | IOException e) {
      log.warn("The Noise handshake can't be used: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private NoiseHandshake handshake(NoiseConfig config) throws IOException {
    NoiseHandshake.Settings settings =
        new NoiseHandshake.Settings(config.network(), allowed(config.allow()), config.cipher());
    return new NoiseHandshake(crypto, identity(config.identity()), settings);
  }

  private NodeIdentity identity(String file) throws IOException {
    Optional<Path> path =
        file.isBlank()
            ? data.map(folder -> folder.resolve("identity"))
            : Optional.of(Path.of(file.strip()));
    if (path.isEmpty()) {
      return new NodeIdentity(crypto, crypto.random(NodeIdentity.SEED));
    }
    byte[] seed = new IdentityFile(path.get()).seed(() -> crypto.random(NodeIdentity.SEED));
    return new NodeIdentity(crypto, seed);
  }

  private static Set<PeerId> allowed(String... keys) {
    Set<PeerId> allowed = new LinkedHashSet<>();
    Arrays.stream(keys).filter(key -> !key.isBlank()).forEach(key -> allowed.add(key(key)));
    return allowed;
  }

  private static PeerId key(String hex) {
    try {
      PeerId key = PeerId.parse(hex.strip());
      if (key.bytes().length == KEY) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'allow': " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("'allow': '" + hex + "' is no key of " + KEY + " bytes");
  }
}
