package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.testkit.discovery.DoubleSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a source is asked again: rules 5 and 6. */
class RoundScheduleTest {

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  private int roundsAfter(DoubleSource source, Duration time) {
    int before = source.requests().size();
    world.time.advance(time);
    return source.requests().size() - before;
  }

  @Test
  void againAfterTheIntervalAndAtMostTenSecondsMore() {
    DoubleSource fast = world.add("fast", world.doubles.fast());
    world.join(listener);
    assertThat(roundsAfter(fast, Duration.ofSeconds(59))).isEqualTo(1);
    assertThat(roundsAfter(fast, Duration.ofSeconds(12))).isEqualTo(1);
    assertThat(roundsAfter(fast, Duration.ofMinutes(70))).isBetween(60, 70);
    assertThat(fast.requests().get(0).urgency()).isEqualTo(Urgency.NOW);
    assertThat(fast.requests().get(1).urgency()).isEqualTo(Urgency.REFRESH);
  }

  @Test
  void jitterDiffersFromRoundToRound() {
    DoubleSource fast = world.doubles.fast();
    java.util.Set<Long> times = new java.util.HashSet<>();
    fast.inEveryCall(() -> times.add(world.time.nanoTime() % 60_000_000_000L));
    world.add("fast", fast);
    world.join(listener);
    world.time.advance(Duration.ofHours(1));
    assertThat(times).hasSizeGreaterThan(30);
  }

  @Test
  void notBeforeTheSourceWantsTo() {
    DoubleSource lazy =
        world.doubles.finding(
            (request, sink) -> {
              sink.done(Optional.of(Duration.ofMinutes(10)));
              return () -> {};
            });
    world.add("lazy", lazy);
    Join join = world.join(listener);
    assertThat(roundsAfter(lazy, Duration.ofSeconds(599))).isEqualTo(1);
    join.refresh();
    assertThat(roundsAfter(lazy, Duration.ofSeconds(2))).isEqualTo(1);
  }

  @Test
  void aPauseLongerThanADayIsADay() {
    DoubleSource lazy =
        world.doubles.finding(
            (request, sink) -> {
              sink.done(Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
              return () -> {};
            });
    world.add("lazy", lazy);
    world.join(listener);
    assertThat(roundsAfter(lazy, Duration.ofHours(25))).isEqualTo(2);
  }

  @Test
  void refreshDoesNotWaitForTheInterval() {
    DoubleSource fast = world.add("fast", world.doubles.fast());
    Join join = world.join(listener);
    world.seconds(5);
    join.refresh();
    assertThat(roundsAfter(fast, Duration.ofMillis(10))).isEqualTo(1);
  }

  @Test
  void refreshBeginsASettledRoundAnew() {
    DoubleSource open = world.add("open", world.doubles.continuous(), "source.timeout", 0);
    Join join = world.join(listener);
    world.seconds(5);
    join.refresh();
    assertThat(roundsAfter(open, Duration.ofSeconds(1))).isEqualTo(1);
    assertThat(open.openRounds()).isEqualTo(1);
  }

  @Test
  void errorsBackOffByDoublingUpToTwoIntervals() {
    DoubleSource failing =
        world.add("bad", world.doubles.failing(SourceFault.Code.UNREACHABLE, Optional.empty()));
    world.join(listener);
    int early = roundsAfter(failing, Duration.ofSeconds(60));
    assertThat(early).isBetween(6, 9);
    world.time.advance(Duration.ofMinutes(10));
    assertThat(roundsAfter(failing, Duration.ofMinutes(60))).isBetween(29, 61);
  }

  @Test
  void theFirstPauseReturnsAfterASuccess() {
    boolean[] fails = {true};
    DoubleSource moody =
        world.doubles.finding(
            (request, sink) -> {
              if (fails[0]) {
                throw new io.waggle.api.discovery.spi.SourceException(
                    SourceFault.Code.REFUSED, "no");
              }
              sink.done(Optional.empty());
              return () -> {};
            });
    world.add("moody", moody);
    world.join(listener);
    world.time.advance(Duration.ofMinutes(10));
    fails[0] = false;
    world.time.advance(Duration.ofMinutes(4));
    fails[0] = true;
    for (int before = moody.requests().size(); moody.requests().size() == before; ) {
      world.millis(100);
    }
    assertThat(roundsAfter(moody, Duration.ofSeconds(20))).isGreaterThan(2);
  }

  @Test
  void retryAfterIsHonoured() {
    DoubleSource busy =
        world.add(
            "busy",
            world.doubles.failing(SourceFault.Code.OVERLOADED, Optional.of(Duration.ofMinutes(5))));
    world.join(listener);
    assertThat(roundsAfter(busy, Duration.ofSeconds(299))).isEqualTo(1);
    assertThat(roundsAfter(busy, Duration.ofSeconds(2))).isEqualTo(1);
  }

  @Test
  void aRoundThatNeverEndsIsEnded() {
    DoubleSource hanging = world.add("hanging", world.doubles.hanging(), "source.timeout", 5000);
    Join join = world.join(listener);
    world.seconds(4);
    assertThat(hanging.openRounds()).isEqualTo(1);
    world.millis(1001);
    assertThat(hanging.openRounds()).isZero();
    assertThat(world.figure("hanging", "timed.out")).isEqualTo(1);
    assertThat(join.outcome().errors().values())
        .singleElement()
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(SourceFault.Code.TIMEOUT));
  }

  @Test
  void aRoundThatSettlesIsNeverLate() {
    DoubleSource open = world.add("open", world.doubles.continuous(), "source.timeout", 5000);
    Join join = world.join(listener);
    world.time.advance(Duration.ofHours(1));
    assertThat(open.requests()).hasSize(1);
    open.sink().found(ANN, FoundMeta.validFor(Duration.ofMinutes(1)));
    world.millis(1);
    assertThat(listener.take()).hasSize(1);
    assertThat(join.outcome().errors()).isEmpty();
    assertThat(world.hub.joins().iterator().next().rounds().values())
        .singleElement()
        .satisfies(rounds -> assertThat(rounds.get(0).took()).contains(Duration.ZERO));
  }

  @Test
  void aRoundThatBroughtPeersAndThenRanLateIsNoFailure() {
    DoubleSource late =
        world.doubles.finding(
            (request, sink) -> {
              sink.found(ANN, FoundMeta.validFor(Duration.ofHours(1)));
              return () -> {};
            });
    world.add("late", late);
    Join join = world.join(listener);
    world.seconds(31);
    assertThat(join.outcome().errors()).isEmpty();
    assertThat(world.figure("late", "timed.out")).isEqualTo(1);
    assertThat(join.topic()).isEqualTo(TOPIC);
  }

  @Test
  void startAfterGivesOthersAHeadStart() {
    DoubleSource second = world.add("second", world.doubles.fast(), "source.startafter", "2000");
    world.join(listener);
    assertThat(roundsAfter(second, Duration.ofMillis(1999))).isZero();
    assertThat(roundsAfter(second, Duration.ofMillis(2))).isEqualTo(1);
  }
}
