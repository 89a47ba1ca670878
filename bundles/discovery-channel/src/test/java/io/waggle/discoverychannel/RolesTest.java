package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.BOB;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.testkit.discovery.DoubleSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Primary and fallback sources: rule 7. */
class RolesTest {

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  private DoubleSource fallback() {
    return world.add("reserve", world.doubles.fast(), "source.role", "fallback");
  }

  @Test
  void aFallbackIsNotAskedWhilePrimariesGiveEnough() {
    world.book.add(TOPIC, ANN);
    world.add("first", world.doubles.fast());
    DoubleSource reserve = fallback();
    world.join(listener, JoinOptions.both(4000));
    world.time.advance(Duration.ofMinutes(30));
    assertThat(reserve.requests()).isEmpty();
    assertThat(reserve.published()).isEmpty();
  }

  @Test
  void itIsAskedWhenTheyGaveTooLittleForLongEnoughAndRestsAgain() {
    world.add("first", world.doubles.fast());
    DoubleSource reserve = fallback();
    world.join(listener);
    world.millis(4999);
    assertThat(reserve.requests()).isEmpty();
    world.millis(2);
    assertThat(reserve.requests()).hasSize(1);
    world.book.add(TOPIC, ANN);
    world.seconds(150);
    int asked = reserve.requests().size();
    world.time.advance(Duration.ofMinutes(30));
    assertThat(reserve.requests()).as("enough is known now").hasSize(asked);
    assertThat(asked).isBetween(1, 4);
  }

  @Test
  void wantSaysHowManyAreEnough() {
    world.book.add(TOPIC, ANN, BOB);
    world.add("first", world.doubles.fast());
    DoubleSource reserve = fallback();
    world.join(listener, new JoinOptions(true, OptionalInt.empty(), Optional.empty(), 3));
    world.seconds(6);
    assertThat(reserve.requests()).hasSize(1);
  }

  @Test
  void itIsAskedAtOnceWhenNoPrimaryIsThereOrAllArePaused() {
    DoubleSource reserve = fallback();
    world.add("first", world.doubles.fast());
    world.hub.pause(new SourceId("first"), true);
    world.join(listener);
    world.millis(1);
    assertThat(reserve.requests()).hasSize(1);
  }

  @Test
  void itIsAskedWhenAllPrimariesAreDownEvenForOneWhoOnlyAnnounces() {
    world.add("first", world.doubles.failing(SourceFault.Code.UNREACHABLE, Optional.empty()));
    DoubleSource reserve = fallback();
    world.join(listener, new JoinOptions(true, OptionalInt.of(4000), Optional.empty(), 0));
    world.seconds(1);
    assertThat(reserve.requests()).isEmpty();
    world.seconds(10);
    assertThat(reserve.requests()).as("three rounds of the primary failed").isNotEmpty();
    assertThat(reserve.published()).isNotEmpty();
  }

  @Test
  void aPrimaryThatLosesItsPeersWakesTheFallbackAfterAWhile() {
    world.book.add(TOPIC, ANN);
    DoubleSource first = world.add("first", world.doubles.continuous(), "source.timeout", 0);
    DoubleSource reserve = fallback();
    world.join(listener);
    world.seconds(60);
    first.sink().lost(ANN);
    world.seconds(4);
    assertThat(reserve.requests()).isEmpty();
    world.seconds(2);
    assertThat(reserve.requests()).hasSize(1);
  }

  @Test
  void theRoleCanBeOverriddenLiveWithoutLosingAPeer() {
    world.book.add(TOPIC, ANN);
    world.add("first", world.doubles.fast());
    DoubleSource other = world.add("other", world.doubles.fast());
    world.join(listener);
    world.seconds(1);
    listener.take();
    world.hub.configure(
        HubSettings.defaults()
            .withOverrides(java.util.Map.of("other", java.util.Map.of("source.role", "FALLBACK"))));
    int asked = other.requests().size();
    world.seconds(200);
    assertThat(other.requests()).hasSize(asked);
    assertThat(listener.take()).isEmpty();
  }
}
