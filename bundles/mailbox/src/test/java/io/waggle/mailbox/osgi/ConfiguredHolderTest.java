package io.waggle.mailbox.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.mail.HolderReport;
import io.waggle.api.metrics.Metrics;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.mailbox.holder.DhtHolder;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredHolderTest implements ConfiguredHolder.Publisher {

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime();
  private final List<DhtHolder> opened = new ArrayList<>();
  private boolean answering;
  private ConfiguredHolder holder;

  @BeforeEach
  void make() {
    holder =
        new ConfiguredHolder(
            new BouncyCrypto(new SecureRandom()),
            time,
            time,
            new Metrics(),
            folder.resolve("held"),
            this);
  }

  @AfterEach
  void close() {
    holder.close();
    assertThat(answering).isFalse();
  }

  @Override
  public void opened(String dht, DhtHolder fresh) {
    assertThat(answering).isFalse();
    answering = true;
    opened.add(fresh);
  }

  @Override
  public void closing() {
    answering = false;
  }

  private static DhtService dht() {
    return (DhtService)
        Proxy.newProxyInstance(
            DhtService.class.getClassLoader(),
            new Class<?>[] {DhtService.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "table" -> CompletableFuture.completedFuture(List.of());
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private HolderReport report() {
    time.runDue();
    return holder.report(9);
  }

  @Test
  void itComesAndGoesWithItsDht() {
    assertThat(report().state()).isEqualTo(SourceState.DISABLED);
    holder.configure(Map.of());
    assertThat(report().state()).isEqualTo(SourceState.DOWN);
    assertThat(report().reason()).isEqualTo("there is no DHT 'mail'");
    holder.came(dht(), "other");
    DhtService mail = dht();
    holder.came(mail, "mail");
    assertThat(report().state()).isEqualTo(SourceState.UP);
    assertThat(answering).isTrue();
    assertThat(report().stampBits()).isEqualTo(8);
    holder.gone(mail);
    assertThat(report().state()).isEqualTo(SourceState.DOWN);
    assertThat(answering).isFalse();
    holder.came(dht(), "mail");
    assertThat(report().state()).isEqualTo(SourceState.UP);
    assertThat(opened).hasSize(2);
  }

  @Test
  void limitsChangeInPlaceAndNamesDoNot() {
    holder.came(dht(), "mail");
    holder.configure(Map.of());
    assertThat(report().limits()).containsEntry("bytes", 268_435_456L);
    holder.configure(Map.of("limit.bytes", "30000000"));
    assertThat(report().limits()).containsEntry("bytes", 30_000_000L);
    assertThat(opened).hasSize(1);
    holder.configure(Map.of("network", "ours"));
    assertThat(report().network()).isEqualTo("ours");
    assertThat(opened).hasSize(2);
  }

  @Test
  void aBadConfigurationLeavesTheLastGoodOne() {
    holder.came(dht(), "mail");
    holder.configure(Map.of("limit.largest", 5));
    assertThat(report().state()).isEqualTo(SourceState.DISABLED);
    assertThat(report().reason()).contains("4, 8, 16, 32 or 64");
    holder.configure(Map.of("limit.stamps", 7));
    assertThat(report().state()).isEqualTo(SourceState.UP);
    holder.configure(Map.of("limit.bytes", 70_000, "limit.box.bytes", 80_000));
    assertThat(report().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(report().reason()).contains("the node for a box");
    assertThat(report().limits()).containsEntry("stamps", 7L);
    holder.configure(Map.of("limit.stamp", 7));
    assertThat(report().reason()).contains("limit.stamp");
    assertThat(opened).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeUsedIsTriedAgain() throws IOException {
    Files.writeString(folder.resolve("held"), "in the way");
    holder.came(dht(), "mail");
    holder.configure(Map.of());
    assertThat(report().state()).isEqualTo(SourceState.DOWN);
    assertThat(report().reason()).contains("held");
    Files.delete(folder.resolve("held"));
    time.advance(Duration.ofSeconds(10));
    assertThat(report().state()).isEqualTo(SourceState.UP);
  }

  @Test
  void itsDhtMayGoAfterItsEnd() {
    DhtService mail = dht();
    holder.came(mail, "mail");
    holder.configure(Map.of());
    assertThat(report().state()).isEqualTo(SourceState.UP);
    holder.close();
    time.shutdown();
    holder.gone(mail);
    assertThat(answering).isFalse();
  }
}
