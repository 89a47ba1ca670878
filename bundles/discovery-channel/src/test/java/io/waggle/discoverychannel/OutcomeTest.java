package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.testkit.discovery.DoubleSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody there, nobody to ask, somebody: rule 6; and when a join is flushed. */
class OutcomeTest {

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  @Test
  void withoutSourcesItIsFlushedAtOnce() {
    Outcome outcome = world.now(world.join(listener).flushed());
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.NO_SOURCES);
  }

  @Test
  void sourcesThatServeAnotherRealmDoNotCount() {
    DoubleSource lan = world.add("lan", world.doubles.fast(), "source.realms", "lan");
    DoubleSource all = world.add("all", world.doubles.fast(), "source.realms", "*");
    world.hub.pause(new SourceId("all"), true);
    Join join = world.join(listener);
    world.seconds(100);
    assertThat(lan.requests()).as("a public topic is not shown to it").isEmpty();
    assertThat(all.requests()).isEmpty();
    assertThat(join.outcome().kind()).isEqualTo(Outcome.Kind.NO_SOURCES);
    world.hub.pause(new SourceId("all"), false);
    world.seconds(1);
    assertThat(join.outcome().kind()).isEqualTo(Outcome.Kind.NO_RESULT);
  }

  @Test
  void aPrivateTopicNeverReachesAPublicSource() {
    DoubleSource open = world.add("public", world.doubles.fast());
    DoubleSource lan = world.add("lan", world.doubles.fast(), "source.realms", "public, lan");
    Topic topic = TOPIC.inRealm(Topic.LAN);
    world.hub.join(topic, JoinOptions.both(4000), listener);
    world.seconds(100);
    assertThat(open.requests()).isEmpty();
    assertThat(open.published()).isEmpty();
    assertThat(lan.requests()).isNotEmpty();
    assertThat(world.now(world.hub.probe(new SourceId("public"), topic)).round().fault())
        .hasValueSatisfying(f -> assertThat(f.code()).isEqualTo(SourceFault.Code.REFUSED));
    assertThat(open.requests()).isEmpty();
  }

  @Test
  void aDisabledSourceIsNotAskedUntilItSaysOtherwise() {
    DoubleSource off = world.doubles.fast().says(SourceState.DISABLED, "no key");
    world.add("off", off);
    Join join = world.join(listener, JoinOptions.both(4000));
    world.seconds(10);
    assertThat(off.requests()).isEmpty();
    assertThat(off.published()).isEmpty();
    assertThat(join.outcome().kind()).isEqualTo(Outcome.Kind.NO_SOURCES);
    assertThat(world.report("off").reason()).isEqualTo("no key");
    off.says(SourceState.UP, "");
    world.add("off", off, "source.rank", 1);
    world.seconds(1);
    assertThat(off.requests()).as("its new configuration is tried at once").hasSize(1);
    assertThat(off.published()).hasSize(1);
  }

  @Test
  void errorsOfSourcesAreToldApartFromNobodyThere() {
    world.add("fast", world.doubles.fast());
    world.add("bad", world.doubles.failing(SourceFault.Code.UNREACHABLE, Optional.empty()));
    Join join = world.join(listener);
    world.seconds(1);
    assertThat(join.outcome().kind()).isEqualTo(Outcome.Kind.NO_RESULT);
    assertThat(join.outcome().errors()).containsOnlyKeys(new SourceId("bad"));
    world.book.add(TOPIC, ANN);
    join.refresh();
    world.seconds(1);
    assertThat(join.outcome().kind()).isEqualTo(Outcome.Kind.SOME);
    assertThat(join.outcome().peers()).isEqualTo(1);
  }

  @Test
  void flushedWhenEverybodyHasPublishedAndBeenHeardOrFailed() {
    world.add("fast", world.doubles.fast());
    world.add("slow", world.doubles.slow(Duration.ofSeconds(3)));
    world.add("open", world.doubles.continuous(), "source.timeout", 0);
    world.add("bad", world.doubles.throwing());
    world.add("hanging", world.doubles.hanging(), "source.timeout", 7000);
    Join join = world.join(listener, JoinOptions.both(4000));
    var flushed = join.flushed().toCompletableFuture();
    world.millis(6999);
    assertThat(flushed).isNotDone();
    world.millis(2);
    assertThat(flushed.join().errors())
        .containsOnlyKeys(new SourceId("bad"), new SourceId("hanging"));
  }

  @Test
  void aSourceThatLeavesIsNotWaitedFor() {
    DoubleSource hanging = world.add("hanging", world.doubles.hanging());
    var flushed = world.join(listener, JoinOptions.both(4000)).flushed().toCompletableFuture();
    world.seconds(1);
    assertThat(flushed).isNotDone();
    world.remove(hanging);
    world.seconds(1);
    assertThat(flushed).isDone();
  }

  @Test
  void aRoundWithoutTimeLimitThatNeverSettlesIsWaitedForHalfAMinute() {
    world.finder("mute", world.doubles.hanging(), "source.timeout", 0);
    var flushed = world.join(listener).flushed().toCompletableFuture();
    world.seconds(29);
    assertThat(flushed).isNotDone();
    world.seconds(2);
    assertThat(flushed).isDone();
  }
}
