package io.waggle.dnsdiscovery.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.metrics.Metrics;
import io.waggle.dnsdiscovery.ClientSettings;
import io.waggle.dnsdiscovery.DnsSource;
import io.waggle.dnsdiscovery.SystemResolver;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfiguredSourceTest {

  private static final Topic TOPIC = Topic.named("configured");

  private final VirtualTime time = new VirtualTime();
  private final List<ClientSettings> opened = new ArrayList<>();
  private final ConfiguredSource source = new ConfiguredSource("dns-test", this::open, time);

  private DnsSource open(ClientSettings settings) {
    opened.add(settings);
    return DnsSource.open(
        "dns-test",
        settings,
        time,
        new SplittableRandom(1),
        new SystemResolver(time),
        new Metrics(),
        time,
        name -> Optional.empty());
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void aConfigurationOfTextsIsUsed() {
    source.configure(
        Map.of(
            "service.pid", "io.waggle.source.dns~test",
            "servers", "127.0.0.1:9, [::1]:9/10",
            "retries", "3",
            "source.rank", "7",
            "source.role", "fallback"));
    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).servers()).hasToString("[127.0.0.1:9, [::1]:9/10]");
    assertThat(opened.get(0).tries()).isEqualTo(3);
    assertThat(source.status().reason()).isEmpty();
  }

  @Test
  void withoutAGoodConfigurationItIsDisabledAndSaysWhy() {
    source.configure(Map.of("servers", "127.0.0.1:9", "retries", "many"));
    assertThat(opened).isEmpty();
    assertThat(source.status().state()).isEqualTo(SourceState.DISABLED);
    assertThat(source.status().reason()).contains("retries").contains("many");
    assertThatThrownBy(
            () -> source.find(new FindRequest(TOPIC, 1, Urgency.NOW), new RecordingSink()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("retries");
    var announcement = source.announce(new AnnounceRequest(TOPIC, 1, Optional.empty()));
    assertThat(announcement.publish().toCompletableFuture()).isCompletedExceptionally();
    assertThat(announcement.withdraw().toCompletableFuture().join().removedNow()).isTrue();
    assertThat(source.observe().toCompletableFuture().join()).isEmpty();
  }

  @Test
  void aBadValueLeavesTheLastGoodConfigurationInForce() {
    assertThat(source.configure(Map.of("servers", "127.0.0.1:9"))).isTrue();
    assertThat(source.configure(Map.of("servers", "not a host", "domain", "dat.local"))).isFalse();
    assertThat(source.configure(Map.of("servers", "127.0.0.1:9", "source.rank", "high"))).isFalse();
    assertThat(source.configure(Map.of("servers", "not a host", "domain", "dat.local"))).isFalse();
    assertThat(opened).hasSize(1);
    assertThat(source.status().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(source.status().reason()).contains("not a host");
    source.configure(Map.of("servers", "127.0.0.1:9"));
    assertThat(source.status().reason()).isEmpty();
  }

  @Test
  void anUnknownKeyIsNamed() {
    source.configure(Map.of("servers", "127.0.0.1:9", "serverz", "x"));
    assertThat(opened).hasSize(1);
    assertThat(source.status().reason()).contains("serverz").contains("servers");
  }

  @Test
  void noServerIsAStateOfItsOwn() {
    source.configure(Map.of());
    assertThat(source.status().state()).isEqualTo(SourceState.DISABLED);
    assertThat(source.status().reason()).contains("servers");
  }

  @Test
  void theNameComesFromThePid() {
    assertThat(InstanceName.of(Map.of("service.pid", "io.waggle.source.dns~home")))
        .isEqualTo("home");
    assertThat(InstanceName.of(Map.of())).isEqualTo("main");
  }
}
