package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.testkit.time.VirtualTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailsTest {

  private static final Topic TOPIC = Topic.named("t");

  private final Trails trails = new Trails(new VirtualTime());

  private static PeerAddress address(int number) {
    return PeerAddress.of(new byte[] {10, 0, (byte) (number >> 8), (byte) number}, 1);
  }

  @Test
  void theLastStepsOfAStoryAreKept() {
    for (int i = 0; i < 1000; i++) {
      trails.add(address(1), List.of(TOPIC), "step", String.valueOf(i));
    }
    assertThat(trails.of(address(1)))
        .hasSize(Trails.STEPS_OF_ADDRESS)
        .extracting(TrailEntry::detail)
        .endsWith("998", "999");
    assertThat(trails.of(TOPIC)).hasSize(Trails.STEPS_OF_TOPIC);
  }

  @Test
  void theStoryThatWasSilentLongestGoes() {
    for (int i = 0; i <= Trails.ADDRESSES; i++) {
      trails.add(address(i), List.of(), "step", "");
    }
    assertThat(trails.addresses()).isEqualTo(Trails.ADDRESSES);
    assertThat(trails.of(address(0))).isEmpty();
    assertThat(trails.of(address(Trails.ADDRESSES))).hasSize(1);
  }
}
