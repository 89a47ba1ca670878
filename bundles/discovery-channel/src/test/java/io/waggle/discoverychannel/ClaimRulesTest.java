package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.BOB;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.testkit.discovery.DoubleSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who vouches for whom: rules 1 and 4. */
class ClaimRulesTest {

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  @Test
  void foundWithTheFirstClaimLostWithTheLast() {
    world.book.add(TOPIC, ANN);
    DoubleSource fast = world.add("fast", world.doubles.fast());
    DoubleSource slow = world.add("slow", world.doubles.slow(Duration.ofSeconds(1)));
    Join join = world.join(listener);
    world.millis(10);
    assertThat(listener.take()).containsExactly("+192.0.2.1:1001[fast]");
    world.seconds(2);
    assertThat(listener.take()).containsExactly("*192.0.2.1:1001[fast, slow]");
    assertThat(join.sightings()).hasSize(1);
    world.remove(fast);
    world.millis(1);
    assertThat(listener.take()).containsExactly("*192.0.2.1:1001[slow]");
    world.remove(slow);
    world.millis(1);
    assertThat(listener.take()).containsExactly("-192.0.2.1:1001[slow]");
    assertThat(join.sightings()).isEmpty();
  }

  @Test
  void aSourceCanTakeBackOnlyItsOwnWord() {
    world.book.add(TOPIC, ANN);
    world.add("fast", world.doubles.fast());
    DoubleSource open = world.add("open", world.doubles.continuous());
    world.join(listener);
    world.millis(10);
    listener.take();
    open.sink().lost(ANN);
    open.sink().lost(BOB);
    world.millis(1);
    assertThat(listener.take()).containsExactly("*192.0.2.1:1001[fast]");
  }

  @Test
  void aClaimThatIsNotRenewedEndsAfterItsTimeAndAGrace() {
    DoubleSource open = world.add("open", world.doubles.continuous(), "source.timeout", 0);
    world.join(listener);
    world.millis(10);
    open.sink().found(ANN, FoundMeta.validFor(Duration.ofSeconds(100)));
    open.sink().found(BOB, FoundMeta.validFor(Duration.ofSeconds(200)));
    world.seconds(114);
    assertThat(listener.take()).hasSize(2).allMatch(event -> event.startsWith("+"));
    world.seconds(2);
    assertThat(listener.take()).containsExactly("-192.0.2.1:1001[open]");
    open.sink().found(BOB, FoundMeta.validFor(Duration.ofSeconds(200)));
    world.seconds(200);
    assertThat(listener.take()).as("a renewal is no event").isEmpty();
    world.seconds(30);
    assertThat(listener.take()).containsExactly("-198.51.100.2:1002[open]");
    world.seconds(3600);
    assertThat(world.hub.joins()).hasSize(1);
  }

  @Test
  void aValidityWithoutEndIsCutToADay() {
    DoubleSource open = world.add("open", world.doubles.continuous(), "source.timeout", 0);
    world.join(listener);
    world.millis(10);
    open.sink().found(ANN, FoundMeta.validFor(Duration.ofSeconds(Long.MAX_VALUE)));
    world.time.advance(Duration.ofHours(25));
    assertThat(listener.take()).containsExactly("+192.0.2.1:1001[open]", "-192.0.2.1:1001[open]");
  }

  @Test
  void aLateJoinSeesEachPeerOnceAndNoOtherTopics() {
    world.book.add(TOPIC, ANN, BOB).add(Topic.named("other"), HubWorld.CYD);
    world.add("fast", world.doubles.fast());
    world.join(new RecordingListener());
    world.hub.join(Topic.named("other"), JoinOptions.lookupOnly(), new RecordingListener());
    world.seconds(1);
    world.join(listener);
    world.seconds(1);
    assertThat(listener.take())
        .containsExactlyInAnyOrder("+192.0.2.1:1001[fast]", "+198.51.100.2:1002[fast]");
  }

  @Test
  void aWhiteboardListenerHearsAllJoinsFromTheirMiddleToTheirEnd() {
    world.book.add(TOPIC, ANN);
    world.add("fast", world.doubles.fast());
    Join join = world.join(new RecordingListener());
    world.seconds(1);
    world.hub.addListener(listener);
    world.seconds(1);
    assertThat(listener.take()).containsExactly("+192.0.2.1:1001[fast]");
    join.close();
    world.seconds(1);
    assertThat(listener.take()).containsExactly("-192.0.2.1:1001[fast]");
    world.hub.removeListener(listener);
    world.join(new RecordingListener());
    world.seconds(1);
    assertThat(listener.take()).isEmpty();
  }

  @Test
  void provenanceIsStampedByTheHub() {
    DoubleSource open = world.add("open", world.doubles.continuous(), "source.rank", "7");
    world.join(listener);
    world.millis(10);
    open.sink()
        .found(ANN, new FoundMeta(Duration.ofMinutes(1), Optional.empty(), Optional.of(BOB)));
    world.millis(1);
    var claim = listener.last().claims().get(new SourceId("open"));
    assertThat(claim.source()).isEqualTo(new SourceId("open"));
    assertThat(claim.via()).contains(BOB);
    assertThat(claim.rank()).isEqualTo(7);
    assertThat(Duration.between(claim.firstSeen(), claim.expires()))
        .isEqualTo(Duration.ofMinutes(1));
  }
}
