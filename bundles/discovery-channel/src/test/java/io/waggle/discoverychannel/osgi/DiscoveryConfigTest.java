package io.waggle.discoverychannel.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.config.Range;
import io.waggle.discoverychannel.HubSettings;
import io.waggle.testkit.docs.ConfigTable;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DiscoveryConfigTest {

  @Test
  void theReadmeShowsEveryKey() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void theMetatypeStatesTheRangesThatAreEnforced() throws Exception {
    Document metatype =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse("target/classes/OSGI-INF/metatype/io.waggle.discovery.xml");
    NodeList keys = metatype.getElementsByTagName("AD");
    assertThat(keys.getLength()).isEqualTo(DiscoveryConfig.class.getDeclaredMethods().length);
    for (int i = 0; i < keys.getLength(); i++) {
      Element key = (Element) keys.item(i);
      Method method =
          DiscoveryConfig.class.getDeclaredMethod(key.getAttribute("id").replace('.', '_'));
      Range range = method.getAnnotation(Range.class);
      assertThat(key.getAttribute("min")).isEqualTo(range == null ? "" : "" + range.min());
      assertThat(key.getAttribute("max")).isEqualTo(range == null ? "" : "" + range.max());
    }
  }

  @Test
  void noConfigurationIsTheDefaults() {
    SettingsReader reading = SettingsReader.read(Map.of());
    assertThat(reading.settings()).contains(HubSettings.defaults());
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void textsOfACfgFileAreRead() {
    HubSettings settings =
        SettingsReader.read(
                Map.of(
                    "fallback.after", "8000",
                    "override", "dns-home:source.rank=5, dht-main:source.role=FALLBACK",
                    "felix.fileinstall.filename", "x"))
            .settings()
            .orElseThrow();
    assertThat(settings.fallbackAfter()).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.overrides())
        .isEqualTo(
            Map.of(
                "dns-home", Map.of("source.rank", "5"),
                "dht-main", Map.of("source.role", "FALLBACK")));
  }

  @Test
  void problemsAreNamed() {
    SettingsReader unknown =
        SettingsReader.read(Map.of("jiter", "1", "override", "x:source.rnk=1, nonsense"));
    assertThat(unknown.settings()).isPresent();
    assertThat(unknown.problems())
        .containsExactlyInAnyOrder(
            "unknown key 'jiter', did you mean 'jitter'?",
            "override: unknown key 'source.rnk', did you mean 'source.rank'?",
            "override 'nonsense' is not of the form id:key=value");
    assertThat(SettingsReader.read(Map.of("limit.second", "none")).settings()).isEmpty();
  }
}
