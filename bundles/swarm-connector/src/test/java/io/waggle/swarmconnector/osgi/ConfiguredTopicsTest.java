package io.waggle.swarmconnector.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.swarmconnector.SwarmEngine;
import io.waggle.swarmconnector.SwarmRuntime;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.testkit.swarm.ManualDiscovery;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredTopicsTest {

  private static final Topic ONE = Topic.named("one");
  private static final Topic TWO = Topic.named("two");
  private static final Topic OWN = Topic.named("own");

  private final VirtualTime time = new VirtualTime();
  private final ManualDiscovery hub = new ManualDiscovery(time);
  private final SwarmEngine swarm =
      new SwarmEngine(
          SwarmSettings.named("t"),
          new SwarmRuntime(time, time, time, time, bytes -> {}, new Metrics()));
  private final ConfiguredTopics topics = new ConfiguredTopics(swarm);

  @Test
  void onlyTheDifferenceIsJoinedAndLeft() {
    swarm.discovery(Optional.of(hub));
    swarm.start();
    swarm.join(OWN, SwarmJoinOptions.LOOKUP);
    topics.apply(Set.of(ONE), SwarmJoinOptions.LOOKUP);
    time.advance(Duration.ofSeconds(1));
    ManualDiscovery.ManualJoin own = hub.open().get(0);
    topics.apply(Set.of(TWO), SwarmJoinOptions.LOOKUP);
    time.runDue();
    assertThat(hub.open())
        .extracting(ManualDiscovery.ManualJoin::topic)
        .containsExactlyInAnyOrder(OWN, TWO);
    assertThat(hub.open()).contains(own);
    ManualDiscovery.ManualJoin two =
        hub.open().stream().filter(j -> j.topic().equals(TWO)).findFirst().orElseThrow();
    topics.apply(Set.of(ONE, TWO), SwarmJoinOptions.LOOKUP);
    time.runDue();
    assertThat(hub.open()).hasSize(3).contains(own, two);
  }
}
