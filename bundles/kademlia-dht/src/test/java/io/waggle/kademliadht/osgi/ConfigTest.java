package io.waggle.kademliadht.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Range;
import io.waggle.kademliadht.driver.DhtSettings;
import io.waggle.testkit.docs.ConfigTable;
import java.io.File;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ConfigTest {

  @Test
  void readmeHasTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void rangesAreTheSameForTheOperatorAndForTheReader() throws Exception {
    check("io.waggle.dht", DhtConfig.class);
    check("io.waggle.source.dht", DhtSourceConfig.class);
  }

  private static void check(String id, Class<?> type) throws Exception {
    NodeList keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("target/classes/OSGI-INF/metatype/" + id + ".xml"))
            .getElementsByTagName("AD");
    assertThat(keys.getLength()).isEqualTo(type.getDeclaredMethods().length);
    for (int i = 0; i < keys.getLength(); i++) {
      Element key = (Element) keys.item(i);
      Method method = type.getDeclaredMethod(key.getAttribute("id").replace('.', '_'));
      Range range = method.getAnnotation(Range.class);
      assertThat(key.getAttribute("min"))
          .as(key.getAttribute("id"))
          .isEqualTo(range == null ? "" : String.valueOf(range.min()));
      assertThat(key.getAttribute("max"))
          .as(key.getAttribute("id"))
          .isEqualTo(range == null ? "" : String.valueOf(range.max()));
    }
  }

  private static DhtSettings settings(Map<String, ?> properties) {
    return ConfiguredSettings.of(
        "x",
        ConfigReader.read(DhtConfig.class, properties).config().orElseThrow(),
        Optional.empty());
  }

  @Test
  void wordsBecomeSettings() {
    DhtSettings settings =
        settings(
            Map.of(
                "bootstrap", "router.example:6881, 192.0.2.1:1",
                "network", "home",
                "id", "ab".repeat(20),
                "limit.queries", "20"));
    assertThat(settings.bootstrap()).hasSize(2);
    assertThat(settings.node().realm()).isNotZero();
    assertThat(settings.id()).hasValueSatisfying(id -> assertThat(id).hasToString("ab".repeat(20)));
    assertThat(settings.node().limits().queries()).isEqualTo(20);
    assertThat(settings(Map.of()).node().realm()).isZero();
  }

  @Test
  void badWordsAreNamed() {
    assertThatThrownBy(() -> settings(Map.of("id", "xyz"))).hasMessageContaining("'id'");
    assertThatThrownBy(() -> settings(Map.of("bind", "eth0"))).hasMessageContaining("'bind'");
    assertThatThrownBy(() -> settings(Map.of("limit.sources", "100")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ConfigReader.read(DhtConfig.class, Map.of("prot", "1")).summary())
        .contains("did you mean 'port'");
  }

  @Test
  void nameComesFromTheFileOrThePid() {
    assertThat(InstanceName.of(Map.of("service.pid", "io.waggle.dht~open"))).isEqualTo("open");
    assertThat(
            InstanceName.of(
                Map.of(
                    "service.pid", "io.waggle.dht.1234",
                    "felix.fileinstall.filename", "file:/etc/io.waggle.dht-home.cfg")))
        .isEqualTo("home");
    assertThat(InstanceName.of(Map.of("service.pid", "io.waggle.dht"))).isEqualTo("main");
  }
}
