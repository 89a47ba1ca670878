package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.BOB;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceState;
import io.waggle.testkit.discovery.DoubleSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator sees: rules 10 and 11. */
class HealthAndReportsTest {

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  @Test
  void theWorseOfWhatASourceSaysAndWhatWasMeasured() {
    DoubleSource bad =
        world.add("bad", world.doubles.failing(SourceFault.Code.TIMEOUT, Optional.empty()));
    DoubleSource modest = world.doubles.fast().says(SourceState.DEGRADED, "one server of two");
    world.add("modest", modest);
    world.join(listener);
    world.millis(100);
    assertThat(world.report("bad").state()).as("one failure is no trend").isEqualTo(SourceState.UP);
    world.seconds(30);
    assertThat(world.report("bad").state()).isEqualTo(SourceState.DOWN);
    assertThat(world.report("bad").reason())
        .matches("\\d rounds failed in a row, last: as it was told to");
    assertThat(world.report("modest").state()).isEqualTo(SourceState.DEGRADED);
    assertThat(world.report("modest").reason()).isEqualTo("one server of two");
    bad.says(SourceState.DISABLED, "off");
    assertThat(world.report("bad").state()).isEqualTo(SourceState.DISABLED);
  }

  @Test
  void failingHalfTheTimeIsDegraded() {
    int[] round = {0};
    DoubleSource moody =
        world.doubles.finding(
            (request, sink) -> {
              if (round[0]++ % 3 != 0) {
                throw new IllegalStateException("moody");
              }
              sink.done(Optional.empty());
              return () -> {};
            });
    world.finder("moody", moody);
    world.join(listener);
    world.time.advance(Duration.ofMinutes(10));
    assertThat(world.report("moody").state()).isEqualTo(SourceState.DEGRADED);
    assertThat(world.figure("moody", "failed.defect")).isPositive();
  }

  @Test
  void onlyFailingToAnnounceDegrades() {
    world.add("half", world.doubles.unheard());
    world.join(listener, JoinOptions.both(4000));
    world.time.advance(Duration.ofMinutes(5));
    assertThat(world.report("half").state()).isEqualTo(SourceState.DEGRADED);
    assertThat(world.report("half").reason()).contains("publications failed in a row");
  }

  @Test
  void aStatusThatThrowsIsDown() {
    DoubleSource fast = world.doubles.fast();
    world.finder(
        "rude",
        new io.waggle.api.discovery.spi.PeerFinder() {
          @Override
          public io.waggle.api.discovery.SourceStatus status() {
            throw new IllegalStateException("rude");
          }

          @Override
          public io.waggle.api.discovery.spi.Round find(
              io.waggle.api.discovery.spi.FindRequest request,
              io.waggle.api.discovery.spi.FindSink sink)
              throws io.waggle.api.discovery.spi.SourceException {
            return fast.find(request, sink);
          }
        });
    world.join(listener);
    world.seconds(1);
    assertThat(world.report("rude").state()).isEqualTo(SourceState.DOWN);
    assertThat(fast.requests()).as("it is asked all the same").hasSize(1);
  }

  @Test
  void firstSeenTellsWhichSourceEarnsItsKeep() {
    world.book.add(TOPIC, ANN, BOB);
    world.add("fast", world.doubles.fast());
    world.add("slow", world.doubles.slow(Duration.ofMillis(400)));
    world.join(listener);
    world.seconds(1);
    assertThat(world.report("fast").figures())
        .containsEntry("rounds", 1L)
        .containsEntry("found", 2L)
        .containsEntry("first.seen", 2L)
        .containsEntry("duplicates", 0L)
        .containsEntry("first.peer.p50.ms", 0L);
    assertThat(world.report("slow").figures())
        .containsEntry("first.seen", 0L)
        .containsEntry("duplicates", 2L)
        .containsEntry("first.peer.p50.ms", 400L)
        .containsEntry("first.peer.p99.ms", 400L);
    assertThat(world.metrics.snapshot())
        .containsEntry("source.fast.first.seen", 2L)
        .containsEntry("joins", 1L)
        .containsEntry("sources", 2L)
        .containsEntry("peers", 2L);
  }

  @Test
  void aSourcesOwnGaugesStandBesideTheHubsCounters() {
    DoubleSource fast = world.doubles.fast();
    world.finder(
        "gauged",
        new io.waggle.api.discovery.spi.PeerFinder() {
          @Override
          public io.waggle.api.discovery.SourceStatus status() {
            return fast.status().with(Map.of("servers", 3L));
          }

          @Override
          public io.waggle.api.discovery.spi.Round find(
              io.waggle.api.discovery.spi.FindRequest request,
              io.waggle.api.discovery.spi.FindSink sink)
              throws io.waggle.api.discovery.spi.SourceException {
            return fast.find(request, sink);
          }
        });
    assertThat(world.figure("gauged", "servers")).isEqualTo(3);
  }

  @Test
  void aJoinsReportTellsItsRoundsBoundedAndItsAnnouncements() {
    world.book.add(TOPIC, ANN);
    world.add("fast", world.doubles.fast());
    world.join(listener, JoinOptions.both(4000));
    world.time.advance(Duration.ofHours(1));
    JoinReport report = world.hub.joins().iterator().next();
    assertThat(report.topic()).isEqualTo(TOPIC);
    List<RoundReport> rounds = report.rounds().get(new SourceId("fast"));
    assertThat(rounds).hasSize(16);
    assertThat(rounds.get(0).started()).isBefore(rounds.get(15).started());
    assertThat(rounds.get(15).found()).isEqualTo(2);
    assertThat(report.announcements())
        .containsEntry(new SourceId("fast"), Optional.of("to 1 for 300 s"));
    assertThat(world.report("fast").serving()).containsExactly(TOPIC.label());
  }

  @Test
  void reportsAreOrderedById() {
    world.add("b", world.doubles.fast());
    world.add("c", world.doubles.fast());
    world.add("a", world.doubles.fast());
    assertThat(world.hub.sources())
        .extracting(SourceReport::id)
        .extracting(SourceId::value)
        .containsExactly("a", "b", "c");
  }

  @Test
  void aProbeAsksOneSourceAndChangesNothing() {
    world.book.add(TOPIC, ANN, io.waggle.api.net.PeerAddress.parse("127.0.0.1:5"));
    DoubleSource fast = world.add("fast", world.doubles.fast());
    DoubleSource other = world.add("other", world.doubles.fast());
    var probe = world.hub.probe(new SourceId("fast"), TOPIC).toCompletableFuture();
    world.seconds(1);
    ProbeReport report = probe.join();
    assertThat(report.peers()).hasSize(2);
    assertThat(report.round().found()).isEqualTo(1);
    assertThat(report.round().filtered()).isEqualTo(1);
    assertThat(report.round().fault()).isEmpty();
    assertThat(fast.openRounds()).isZero();
    assertThat(other.requests()).isEmpty();
    assertThat(world.hub.joins()).isEmpty();
  }

  @Test
  void aProbeNeverFailsAndAlwaysEnds() {
    world.add("throwing", world.doubles.throwing());
    world.add("open", world.doubles.continuous(), "source.timeout", 0);
    world.finder("mute", world.doubles.hanging(), "source.timeout", 0);
    world.add("hanging", world.doubles.hanging());
    world.add("off", world.doubles.fast().says(SourceState.DISABLED, "off"));
    assertThat(fault("throwing", 1)).isEqualTo(SourceFault.Code.DEFECT);
    assertThat(fault("open", 1)).isNull();
    assertThat(fault("mute", 6)).isNull();
    assertThat(fault("hanging", 31)).isEqualTo(SourceFault.Code.TIMEOUT);
    assertThat(fault("off", 1)).isEqualTo(SourceFault.Code.REFUSED);
    assertThat(fault("nobody", 1)).isEqualTo(SourceFault.Code.REFUSED);
  }

  private SourceFault.Code fault(String source, long seconds) {
    var probe = world.hub.probe(new SourceId(source), TOPIC).toCompletableFuture();
    world.seconds(seconds);
    assertThat(probe).isDone();
    return probe.join().round().fault().map(SourceFault::code).orElse(null);
  }
}
