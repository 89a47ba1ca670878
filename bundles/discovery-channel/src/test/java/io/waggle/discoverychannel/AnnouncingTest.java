package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.testkit.discovery.DoubleSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Publishing, renewing, withdrawing: rule 9. */
class AnnouncingTest {

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  @Test
  void renewedAtTheIntervalSoThatARestartedServerLearnsOfUs() {
    DoubleSource fast = world.add("fast", world.doubles.fast());
    world.join(listener, JoinOptions.announceOnly(4000));
    world.millis(1);
    assertThat(fast.published()).hasSize(1);
    world.time.advance(Duration.ofMinutes(70));
    assertThat(fast.published().size()).isBetween(60, 71);
    assertThat(fast.requests()).as("announcing only").isEmpty();
  }

  @Test
  void renewedWellBeforeAShortWordLapses() {
    List<Long> times = new ArrayList<>();
    world.announcer("short", publishing(times, Duration.ofSeconds(8)), "source.interval", 600_000);
    world.join(listener, JoinOptions.announceOnly(4000));
    world.time.advance(Duration.ofMinutes(5));
    assertThat(times).hasSizeGreaterThan(30);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isBetween(6_000_000_000L, 7_500_000_000L);
    }
  }

  @Test
  void aValidityOfNothingDoesNotMakeItBusy() {
    List<Long> times = new ArrayList<>();
    world.announcer("mad", publishing(times, Duration.ZERO));
    world.announcer("madder", publishing(times, Duration.ofNanos(1)));
    world.join(listener, JoinOptions.announceOnly(4000));
    world.seconds(60);
    assertThat(times).hasSizeLessThan(150);
  }

  private PeerAnnouncer publishing(List<Long> times, Duration validFor) {
    DoubleSource other = world.doubles.fast();
    return new PeerAnnouncer() {
      @Override
      public io.waggle.api.discovery.SourceStatus status() {
        return other.status();
      }

      @Override
      public Announcement announce(AnnounceRequest request) {
        Announcement announcement = other.announce(request);
        return new Announcement() {
          @Override
          public CompletableFuture<Receipt> publish() {
            times.add(world.time.nanoTime());
            return CompletableFuture.completedFuture(new Receipt(1, validFor));
          }

          @Override
          public java.util.concurrent.CompletionStage<io.waggle.api.discovery.Withdrawal>
              withdraw() {
            return announcement.withdraw();
          }
        };
      }
    };
  }

  @Test
  void anErrorIsTriedAgainLaterAndLater() {
    DoubleSource bad =
        world.add("bad", world.doubles.failing(SourceFault.Code.REFUSED, Optional.empty()));
    Join join = world.join(listener, JoinOptions.announceOnly(4000));
    world.seconds(60);
    assertThat(bad.published().size()).isBetween(6, 9);
    assertThat(join.outcome().errors().get(new SourceId("bad")).code())
        .isEqualTo(SourceFault.Code.REFUSED);
    assertThat(world.figure("bad", "publish.failed")).isEqualTo(bad.published().size());
    assertThat(world.hub.joins().iterator().next().announcements())
        .containsEntry(new SourceId("bad"), Optional.of("failed: as it was told to"));
  }

  @Test
  void onePublicationThatHangsIsGivenUpAndTriedAgain() {
    DoubleSource hanging = world.add("hanging", world.doubles.hanging(), "source.timeout", 2000);
    world.join(listener, JoinOptions.announceOnly(4000));
    world.seconds(10);
    assertThat(hanging.published().size()).isBetween(2, 5);
  }

  @Test
  void leavingTellsWhatEachSourceCouldTakeBack() {
    world.add("fast", world.doubles.fast());
    world.add("bad", world.doubles.failing(SourceFault.Code.REFUSED, Optional.empty()));
    world.add("hanging", world.doubles.hanging());
    world.add("throwing", world.doubles.throwing());
    Join join = world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    var leaving = join.leave().toCompletableFuture();
    world.seconds(4);
    List<SourceWithdrawal> answers = leaving.join();
    assertThat(answers)
        .extracting(answer -> answer.source().value())
        .containsExactly("bad", "fast", "hanging", "throwing");
    assertThat(answers.get(1).withdrawal().orElseThrow().removedNow()).isTrue();
    assertThat(answers.stream().flatMap(a -> a.fault().stream()).map(SourceFault::code))
        .containsExactly(
            SourceFault.Code.REFUSED, SourceFault.Code.TIMEOUT, SourceFault.Code.DEFECT);
    assertThat(join.leave().toCompletableFuture().join()).isEqualTo(answers);
    assertThat(world.book.at(TOPIC)).isEmpty();
    world.seconds(3600);
    assertThat(world.time.pending()).isZero();
  }

  @Test
  void aJoinThatAnnouncesNothingLeavesNothing() {
    world.add("fast", world.doubles.fast());
    assertThat(world.now(world.join(listener).leave())).isEmpty();
  }

  @Test
  void otherOptionsReplaceWhatIsAnnounced() {
    DoubleSource fast = world.add("fast", world.doubles.fast());
    Join join = world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    PeerId id = PeerId.parse("ab");
    join.update(new JoinOptions(true, OptionalInt.of(5000), Optional.of(id), 1));
    world.seconds(1);
    assertThat(fast.withdrawn()).extracting(AnnounceRequest::port).containsExactly(4000);
    assertThat(fast.published()).extracting(AnnounceRequest::port).containsExactly(4000, 5000);
    assertThat(fast.published().get(1).id()).contains(id);
    join.update(new JoinOptions(true, OptionalInt.of(5000), Optional.of(id), 9));
    world.seconds(1);
    assertThat(fast.published()).as("nothing of it has changed").hasSize(2);
    join.update(JoinOptions.lookupOnly());
    world.seconds(1);
    assertThat(fast.withdrawn()).hasSize(2);
  }

  @Test
  void lookingUpCanBeTurnedOnAndOff() {
    world.book.add(TOPIC, HubWorld.ANN);
    world.add("fast", world.doubles.fast());
    Join join = world.join(listener, JoinOptions.announceOnly(4000));
    world.seconds(1);
    assertThat(listener.take()).isEmpty();
    join.update(JoinOptions.both(4000));
    world.seconds(1);
    assertThat(listener.take()).contains("+192.0.2.1:1001[fast]");
    join.update(JoinOptions.announceOnly(4000));
    assertThat(join.sightings()).isEmpty();
  }

  @Test
  void aSourceThatComesLateGetsEveryTopicAndAnnouncement() {
    world.book.add(TOPIC, HubWorld.ANN);
    world.join(listener, JoinOptions.both(4000));
    world.seconds(100);
    DoubleSource late = world.add("late", world.doubles.fast(), "source.startafter", 5000);
    world.millis(1);
    assertThat(late.requests()).as("the head start of others is over").hasSize(1);
    assertThat(late.published()).hasSize(1);
    assertThat(listener.take()).contains("+192.0.2.1:1001[late]");
  }

  @Test
  void pausingWithdrawsAndStopsAskingAndKeepsWhatWasFound() {
    world.book.add(TOPIC, HubWorld.ANN);
    DoubleSource fast = world.add("fast", world.doubles.fast());
    world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    listener.take();
    world.hub.pause(new SourceId("fast"), true);
    world.seconds(200);
    assertThat(fast.requests()).hasSize(1);
    assertThat(fast.withdrawn()).hasSize(1);
    assertThat(world.report("fast").paused()).isTrue();
    assertThat(listener.take()).as("until it lapses").isEmpty();
    world.hub.pause(new SourceId("fast"), false);
    world.seconds(1);
    assertThat(fast.requests()).hasSize(2);
    assertThat(fast.published()).hasSize(2);
  }
}
