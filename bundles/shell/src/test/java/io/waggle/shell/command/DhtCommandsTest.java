package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.DhtStatus;
import io.waggle.shell.doubles.TestNode;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DhtCommandsTest {

  private final TestNode node = new TestNode(Path.of("unused"));

  /** A DHT that has nothing but a name and a status. */
  private static DhtService counting(String name, Map<String, Long> figures) {
    DhtStatus status =
        new DhtStatus(DhtState.READY, "", List.of(), List.of(), 9, 0, 300, new TreeMap<>(figures));
    return (DhtService)
        Proxy.newProxyInstance(
            DhtService.class.getClassLoader(),
            new Class<?>[] {DhtService.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "name" -> name;
                  case "status" -> status;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void statusShowsWhatSweepsHaveRenewedAndSpared() {
    Map<String, Long> sweeps =
        Map.of("sweeps", 3L, "republished", 120L, "regions", 11L, "lookups.spared", 105L);
    node.dhts.add(counting("main", sweeps));
    node.dhts.add(counting("mail", Map.of("sweeps", 0L, "republished", 0L)));
    assertThat(node.type("dht-status"))
        .endsWith(
            """
            DHT   SWEEPS  RENEWED  REGIONS  LOOKUPS SPARED
            main       3      120       11             105""");
    assertThat(node.type("dht-status --json"))
        .contains(
            "'renewals':[{'dht':'main','sweeps':3,'renewed':120,'regions':11,'lookupsSpared':105}]"
                .replace('\'', '"'));
  }

  @Test
  void statusSaysSoIfThereWasNoSweep() {
    node.dhts.add(counting("main", Map.of()));
    assertThat(node.type("dht-status"))
        .endsWith("nothing has been renewed in a sweep: a source does so from 32 announcements on");
  }
}
