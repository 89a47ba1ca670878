package io.waggle.udpmux.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.config.ConfigReader;
import io.waggle.testkit.docs.ConfigTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UdpMuxConfigTest {

  @Test
  void readmeHasTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void portIsWithinItsRange() {
    assertThat(ConfigReader.read(UdpMuxConfig.class, Map.of("port", "70000")).config()).isEmpty();
    assertThat(ConfigReader.defaults(UdpMuxConfig.class).port()).isEqualTo(3282);
  }
}
