package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.testkit.swarm.RecordingListener;
import io.waggle.testkit.time.VirtualTime;
import org.junit.jupiter.api.Test;

class EventBusTest {

  private final VirtualTime time = new VirtualTime();
  private final Metrics metrics = new Metrics();
  private final EventBus bus = new EventBus(time, metrics);
  private final RecordingListener heard = new RecordingListener();

  @Test
  void aListenerThatStandsStillCostsBoundedMemoryAndMissesNoEndOfAConnection() {
    bus.add(heard);
    PeerAddress address = PeerAddress.parse("192.0.2.1:1");
    for (int i = 0; i < EventBus.LIMIT + 500; i++) {
      bus.publish(new SwarmEvent.Connecting("s", address, i));
    }
    bus.publish(new SwarmEvent.Closed("s", null, CloseReason.LOCAL));
    assertThat(bus.waiting()).isEqualTo(EventBus.LIMIT + 1);
    assertThat(metrics.snapshot()).containsEntry("events.dropped", 500L);
    time.runDue();
    assertThat(heard.all()).hasSize(EventBus.LIMIT + 1);
    assertThat(heard.of(SwarmEvent.Closed.class)).hasSize(1);
    assertThat(bus.waiting()).isZero();
  }

  @Test
  void whoHasLeftHearsNothing() {
    bus.add(heard).close();
    bus.publish(new SwarmEvent.Closed("s", null, CloseReason.LOCAL));
    time.runDue();
    assertThat(heard.all()).isEmpty();
  }
}
