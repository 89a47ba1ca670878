package io.waggle.mdnsdiscovery.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.metrics.Metrics;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSource;
import io.waggle.mdnsdiscovery.dat.DatSource;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a machine without any interface. */
class ConfiguredSourceTest {

  private static final Topic TOPIC = Topic.named("configured");

  private final VirtualTime time = new VirtualTime();
  private final List<LanSettings> opened = new ArrayList<>();
  private final ConfiguredSource source = new ConfiguredSource("mdns-test", this::open, time);

  private LanSource open(LanSettings settings) throws IOException {
    opened.add(settings);
    return DatSource.open(
        settings,
        new Surroundings(
            "mdns-test", time, new SplittableRandom(1), new Metrics(), List::of, time));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private FindRequest request() {
    return new FindRequest(TOPIC, 1, Urgency.NOW);
  }

  @Test
  void aConfigurationOfTextsIsUsed() {
    source.configure(
        Map.of(
            "service.pid", "io.waggle.source.mdns~test",
            "interfaces", "eth*, !eth1",
            "networks", "192.168.0.0/16, fe80::/10",
            "mode", "dat",
            "ipv6", "false",
            "domain", "a.b.c",
            "source.rank", "7"));
    assertThat(opened).hasSize(1);
    LanSettings settings = opened.get(0);
    assertThat(settings.filter().names()).containsExactly("eth*", "!eth1");
    assertThat(settings.filter().networks()).hasSize(2);
    assertThat(settings.filter().ipv6()).isFalse();
    assertThat(settings.dat().domain()).isEqualTo("a.b.c");
    assertThat(source.status().state()).isEqualTo(SourceState.DOWN);
    assertThat(source.status().reason())
        .startsWith("no network interface fits interfaces = eth*, !eth1, networks = 192.168.0.0/16")
        .endsWith("ipv6 = false, none is up");
  }

  @Test
  void withoutAGoodConfigurationItIsDisabledAndSaysWhy() {
    source.configure(Map.of("ipv4", "false", "ipv6", "false"));
    assertThat(opened).isEmpty();
    assertThat(source.status().state()).isEqualTo(SourceState.DISABLED);
    assertThat(source.status().reason()).contains("ipv4").contains("ipv6");
    assertThatThrownBy(() -> source.find(request(), new RecordingSink()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("ipv4");
    var announcement = source.announce(new AnnounceRequest(TOPIC, 1, Optional.empty()));
    assertThat(announcement.publish().toCompletableFuture()).isCompletedExceptionally();
    assertThat(announcement.withdraw().toCompletableFuture().join().removedNow()).isTrue();
    assertThat(source.links()).isEmpty();
    assertThat(source.senders()).isEmpty();
  }

  @Test
  void aBadValueLeavesTheLastGoodConfigurationInForce() {
    assertThat(source.configure(Map.of("domain", "one.local"))).isTrue();
    assertThat(source.configure(Map.of("domain", "two..local"))).isFalse();
    assertThat(source.status().reason()).contains("'domain' is 'two..local', but must be");
    assertThat(source.configure(Map.of("networks", "10.0.0.0/99"))).isFalse();
    assertThat(source.status().reason()).contains("networks").contains("10.0.0.0/99");
    assertThat(opened).hasSize(1);
    source.configure(Map.of("domain", "two.local"));
    assertThat(opened).hasSize(1);
    assertThat(source.status().reason()).isEqualTo("no network interface fits, none is up");
  }

  @Test
  void anUnknownKeyIsNamed() {
    source.configure(Map.of("interface", "eth0"));
    assertThat(opened).hasSize(1);
    assertThat(source.status().reason()).contains("interface").contains("interfaces");
  }

  @Test
  void roundsAndAnnouncementsOutliveTheSourceOfAnotherPort() throws Exception {
    source.configure(Map.of());
    RecordingSink sink = new RecordingSink();
    try (Round round = source.find(request(), sink)) {
      assertThat(round).isNotNull();
      source.configure(Map.of("group.port", "5354"));
      assertThat(opened).hasSize(2);
      assertThat(sink.calls()).noneMatch(c -> c.kind() == RecordingSink.Kind.FAILED);
    }
  }

  @Test
  void theNameComesFromThePid() {
    assertThat(InstanceName.of(Map.of("service.pid", "io.waggle.source.mdns~home")))
        .isEqualTo("home");
    assertThat(InstanceName.of(Map.of())).isEqualTo("main");
  }
}
