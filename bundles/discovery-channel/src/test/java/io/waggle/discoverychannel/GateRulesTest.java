package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.BOB;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.testkit.discovery.DoubleSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The only way in: rules 2, 3 and 5. */
class GateRulesTest {

  private static final FoundMeta META = FoundMeta.validFor(Duration.ofHours(1));

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  @Test
  void aClosedJoinHearsNothingMoreEvenOfWhatWaitsAlready() {
    DoubleSource open = world.add("open", world.doubles.continuous());
    Join join = world.join(listener);
    world.millis(10);
    FindSink sink = open.sink();
    sink.found(ANN, META);
    join.close();
    assertThat(sink.isOpen()).isFalse();
    sink.found(BOB, META);
    sink.settled();
    sink.done(Optional.empty());
    world.seconds(100);
    assertThat(listener.take()).isEmpty();
    assertThat(open.openRounds()).isZero();
    assertThat(world.time.pending()).as("timers left").isZero();
  }

  @Test
  void closingOneOfTwoJoinsDoesNotTouchTheOther() {
    DoubleSource open = world.add("open", world.doubles.continuous());
    RecordingListener other = new RecordingListener();
    Join first = world.join(other);
    world.join(listener);
    world.millis(10);
    first.close();
    open.sink().found(ANN, META);
    world.millis(1);
    assertThat(listener.take()).hasSize(1);
    assertThat(other.take()).isEmpty();
    assertThat(open.requests()).as("two joins of a topic ask once").hasSize(1);
  }

  @Test
  void aJoinMayBeClosedFromInsideItsListener() {
    world.book.add(TOPIC, ANN, BOB);
    world.add("fast", world.doubles.fast());
    AtomicReference<Join> join = new AtomicReference<>();
    RecordingListener closing =
        new RecordingListener() {
          @Override
          public void found(Sighting sighting) {
            super.found(sighting);
            join.get().close();
          }
        };
    join.set(world.join(closing));
    world.seconds(10);
    assertThat(closing.take()).hasSize(1);
    assertThat(world.hub.joins()).isEmpty();
  }

  @Test
  void howeverOftenARoundIsStartedThereIsOne() {
    DoubleSource slow = world.doubles.slow(Duration.ofSeconds(5));
    Join join = world.join(listener);
    world.add("slow", slow);
    world.add("slow", slow);
    join.refresh();
    join.refresh();
    world.join(new RecordingListener());
    world.seconds(1);
    join.refresh();
    world.seconds(1);
    assertThat(slow.requests()).hasSize(1);
    assertThat(slow.openRounds()).isEqualTo(1);
  }

  @Test
  void oneListenerThatThrowsTouchesNobodyElse() {
    world.book.add(TOPIC, ANN, BOB);
    world.add("fast", world.doubles.fast());
    world.join(
        new RecordingListener() {
          @Override
          public void found(Sighting sighting) {
            throw new IllegalStateException("as it was told to");
          }
        });
    world.join(listener);
    world.seconds(1);
    assertThat(listener.take()).hasSize(2);
    assertThat(world.metrics.snapshot()).containsEntry("listeners.failed", 2L);
  }

  @Test
  void sourcesAreCalledOnTheirLanesAndNeverInsideAHubCall() {
    DoubleSource source = world.doubles.fast().inEveryCall(() -> assertThat(inHub).isFalse());
    inHub = true;
    world.add("fast", source);
    Join join = world.join(listener, JoinOptions.both(4000));
    join.refresh();
    join.update(JoinOptions.both(4001));
    world.hub.pause(new io.waggle.api.discovery.SourceId("fast"), true);
    world.hub.pause(new io.waggle.api.discovery.SourceId("fast"), false);
    inHub = false;
    world.seconds(1);
    inHub = true;
    join.close();
    world.remove(source);
    inHub = false;
    world.seconds(1);
    assertThat(source.published()).isNotEmpty();
    assertThat(source.withdrawn()).isNotEmpty();
    assertThat(world.metrics.snapshot()).doesNotContainKey("source.fast.failed.defect");
  }

  private boolean inHub;

  @Test
  void aClosedHubTakesNoJoins() {
    DoubleSource source = world.add("fast", world.doubles.fast());
    world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    world.now(world.hub.shutdown());
    assertThat(source.withdrawn()).hasSize(1);
    assertThat(world.hub.sources()).isEmpty();
    assertThatThrownBy(() -> world.join(listener)).isInstanceOf(IllegalStateException.class);
    world.seconds(100);
    assertThat(world.time.pending()).isZero();
  }
}
