package io.waggle.knownpeers.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.config.Range;
import io.waggle.knownpeers.KnownPeers;
import io.waggle.testkit.docs.ConfigTable;
import io.waggle.testkit.time.VirtualTime;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class KnownPeersConfigTest {

  @Test
  void theReadmeShowsEveryKey() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void theMetatypeStatesTheRangesThatAreEnforced() throws Exception {
    NodeList keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse("target/classes/OSGI-INF/metatype/io.waggle.source.known.xml")
            .getElementsByTagName("AD");
    assertThat(keys.getLength()).isEqualTo(KnownPeersConfig.class.getDeclaredMethods().length);
    for (int i = 0; i < keys.getLength(); i++) {
      Element key = (Element) keys.item(i);
      Method method =
          KnownPeersConfig.class.getDeclaredMethod(key.getAttribute("id").replace('.', '_'));
      Range range = method.getAnnotation(Range.class);
      assertThat(key.getAttribute("min")).isEqualTo(range == null ? "" : "" + range.min());
      assertThat(key.getAttribute("max")).isEqualTo(range == null ? "" : "" + range.max());
    }
  }

  private static ConfiguredPeers source(Map<String, Object> properties) {
    VirtualTime time = new VirtualTime();
    KnownPeers peers =
        new KnownPeers(
            ConfiguredPeers.startingWith(properties),
            Optional.empty(),
            host -> new CompletableFuture<>(),
            time,
            time);
    ConfiguredPeers source =
        new ConfiguredPeers("known-home", peers, WaggleClock.system().instant());
    source.configure(properties);
    return source;
  }

  @Test
  void aBadConfigurationLeavesTheLastGoodOneInForce() {
    ConfiguredPeers source = source(Map.of("peers", "192.0.2.1:1, 192.0.2.2:2"));
    assertThat(source.status().state()).isEqualTo(SourceState.UP);
    assertThat(source.configure(Map.of("peers", "192.0.2.3"))).isFalse();
    assertThat(source.status().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(source.status().reason()).isEqualTo("peer '192.0.2.3' lacks a port");
    assertThat(source.status().gauges()).containsEntry("configured", 2L);
    assertThat(source.configure(Map.of("remember.limit", "0"))).isFalse();
    assertThat(source.configure(Map.of("peers", "192.0.2.3:3"))).isTrue();
    assertThat(source.status().state()).isEqualTo(SourceState.UP);
    assertThat(source.status().gauges()).containsEntry("configured", 1L);
  }

  @Test
  void aBadFirstConfigurationDisables() {
    ConfiguredPeers source = source(Map.of("peers", "[::1"));
    assertThat(source.status().state()).isEqualTo(SourceState.DISABLED);
    assertThat(source.status().reason()).contains("closing bracket");
  }

  @Test
  void anUnknownKeyIsNamedAndTheRestUsed() {
    ConfiguredPeers source = source(Map.of("peer", "x", "peers", "192.0.2.1:1"));
    assertThat(source.status().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(source.status().reason()).isEqualTo("unknown key 'peer', did you mean 'peers'?");
    assertThat(source.status().gauges()).containsEntry("configured", 1L);
  }

  @Test
  void theIdComesFromTheConfigurationsName() {
    assertThat(KnownPeersComponent.sourceId(Map.of("source.id", " mine "))).isEqualTo("mine");
    assertThat(KnownPeersComponent.sourceId(Map.of("service.pid", "io.waggle.source.known~home")))
        .isEqualTo("known-home");
    assertThat(
            KnownPeersComponent.sourceId(
                Map.of(
                    "service.pid",
                    "io.waggle.source.known.6a2f-11",
                    "felix.fileinstall.filename",
                    "file:/etc/io.waggle.source.known-home-1.cfg")))
        .isEqualTo("known-home-1");
    assertThat(KnownPeersComponent.sourceId(Map.of("service.pid", "io.waggle.source.known")))
        .isEqualTo("known-main");
    assertThat(KnownPeersComponent.fileName("../a b:c")).isEqualTo("__a_b_c");
  }
}
