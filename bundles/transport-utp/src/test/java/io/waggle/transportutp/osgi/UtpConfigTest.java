package io.waggle.transportutp.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.config.ConfigReader;
import io.waggle.testkit.docs.ConfigTable;
import io.waggle.transportutp.core.UtpSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UtpConfigTest {

  @Test
  void readmeHasTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void defaultsAreTheUsualSettings() {
    UtpConfig config = ConfigReader.defaults(UtpConfig.class);
    UtpSettings usual = UtpSettings.usual();
    assertThat(config.connections()).isEqualTo(usual.connections());
    assertThat(config.receive_buffer()).isEqualTo(usual.receiveBuffer());
    assertThat(config.largest_packet()).isEqualTo(usual.largestPacket());
    assertThat(config.keep_alive()).isEqualTo(usual.idle().keepAlive().toSeconds());
    assertThat(config.probe_after()).isEqualTo(usual.idle().probeAfter().toSeconds());
    assertThat(config.probes()).isEqualTo(usual.idle().probes());
    assertThat(config.patience()).isEqualTo(500);
  }

  @Test
  void valuesAreWithinTheirRanges() {
    for (String bad : new String[] {"largest.packet=500", "patience=-1", "connections=0"}) {
      String[] pair = bad.split("=", 2);
      assertThat(ConfigReader.read(UtpConfig.class, Map.of(pair[0], pair[1])).config())
          .as(bad)
          .isEmpty();
    }
  }
}
