package io.waggle.dnsserver.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Range;
import io.waggle.dnsserver.Settings;
import io.waggle.testkit.docs.ConfigTable;
import java.io.File;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DnsServerConfigTest {

  private static Settings settings(Map<String, ?> properties) {
    return ConfiguredSettings.of(
        ConfigReader.read(DnsServerConfig.class, properties).config().orElseThrow());
  }

  @Test
  void defaultsServeBothPortsOfTheOriginalAndAnyDomain() {
    Settings settings = settings(Map.of());
    assertThat(settings.ports()).containsExactly(5300, 53);
    assertThat(settings.domains()).isEmpty();
    assertThat(settings.ttl()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void textsOfAFileAreRead() {
    Settings settings =
        settings(
            Map.of(
                "ports", "5300, 5301,5300",
                "bind", "127.0.0.1",
                "domains", "dat.local,example.org",
                "limit.name", "7",
                "queries.second", "0"));
    assertThat(settings.ports()).containsExactly(5300, 5301);
    assertThat(settings.bind().orElseThrow().isLoopbackAddress()).isTrue();
    assertThat(settings.domains()).containsExactly("dat.local", "example.org");
    assertThat(settings.limitName()).isEqualTo(7);
  }

  @Test
  void whatCanNotBeUsedIsNamed() {
    assertThatThrownBy(() -> settings(Map.of("ports", "53,x"))).hasMessageContaining("'x'");
    assertThatThrownBy(() -> settings(Map.of("ports", "70000"))).hasMessageContaining("70000");
    assertThatThrownBy(() -> settings(Map.of("bind", "example.org"))).hasMessageContaining("bind");
    assertThatThrownBy(() -> settings(Map.of("domains", "a..b"))).hasMessageContaining("a..b");
    assertThat(ConfigReader.read(DnsServerConfig.class, Map.of("ttl", "-1")).config()).isEmpty();
    assertThat(ConfigReader.read(DnsServerConfig.class, Map.of("tll", "1")).summary())
        .contains("did you mean 'ttl'");
  }

  @Test
  void metatypeAndReaderAgreeOnRanges() throws Exception {
    File[] files = new File("target/classes/OSGI-INF/metatype").listFiles();
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(files[0]);
    NodeList keys = document.getElementsByTagName("AD");
    int ranges = 0;
    for (int i = 0; i < keys.getLength(); i++) {
      Element key = (Element) keys.item(i);
      Method method =
          DnsServerConfig.class.getDeclaredMethod(key.getAttribute("id").replace('.', '_'));
      Range range = method.getAnnotation(Range.class);
      if (range != null) {
        assertThat(key.getAttribute("min")).isEqualTo("" + range.min());
        assertThat(key.getAttribute("max")).isEqualTo("" + range.max());
        ranges++;
      }
    }
    assertThat(ranges).isEqualTo(7);
  }

  @Test
  void theInstanceIsNamedByItsPid() {
    assertThat(InstanceName.of(Map.of("service.pid", "io.waggle.server.dns~home")))
        .isEqualTo("home");
    assertThat(InstanceName.of(Map.of("service.pid", "io.waggle.server.dns"))).isEqualTo("main");
    assertThat(InstanceName.of(Map.of("service.pid", "x~../etc"))).isEqualTo("main");
    assertThat(InstanceName.of(Map.of("service.pid", "x~a/b"))).isEqualTo("a_b");
  }

  @Test
  void theReadmeListsTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }
}
