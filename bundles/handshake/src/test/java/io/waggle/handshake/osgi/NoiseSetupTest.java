package io.waggle.handshake.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.PeerId;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.handshake.noise.NoiseHandshake;
import io.waggle.testkit.docs.ConfigTable;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseSetupTest {

  @TempDir private Path data;

  private final BouncyCrypto crypto = new BouncyCrypto(new SecureRandom());

  private Optional<PeerId> id(Optional<Path> folder, Map<String, Object> properties) {
    return new NoiseSetup(crypto, folder).read(properties).flatMap(NoiseHandshake::identity);
  }

  @Test
  void aNodeIsTheSameEachRun() {
    Optional<PeerId> first = id(Optional.of(data), Map.of());
    assertThat(first).isPresent();
    assertThat(id(Optional.of(data), Map.of("network", "other"))).isEqualTo(first);
    assertThat(data.resolve("identity")).exists();
    String file = data.resolve("another").toString();
    assertThat(id(Optional.of(data), Map.of("identity", file))).isPresent().isNotEqualTo(first);
  }

  @Test
  void withoutAPlaceToKeepItItIsSomebodyElseEachRun() {
    assertThat(id(Optional.empty(), Map.of())).isNotEqualTo(id(Optional.empty(), Map.of()));
  }

  @Test
  void whatCanNotBeUsedGivesNoHandshake() {
    assertThat(id(Optional.of(data), Map.of("allow", "00ff"))).isEmpty();
    assertThat(id(Optional.of(data), Map.of("allow", "bees"))).isEmpty();
    assertThat(id(Optional.of(data), Map.of("network", "n".repeat(256)))).isEmpty();
    assertThat(id(Optional.of(data), Map.of("allow", "ab".repeat(32)))).isPresent();
  }

  @Test
  void theReadmeListsTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }
}
