package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.BOB;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.testkit.discovery.DoubleSource;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sources that come, go, change and collide while joins are open. */
class SourceChangesTest {

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  @Test
  void propertiesChangeLiveAndNothingIsLostOrAskedAnew() {
    world.book.add(TOPIC, ANN);
    DoubleSource fast = world.add("fast", world.doubles.fast());
    world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    listener.take();
    for (int i = 1; i <= 20; i++) {
      world.add(
          "fast", fast, "source.rank", i, "source.limit", "" + i, "source.realms", "public,x" + i);
      world.millis(1);
    }
    assertThat(listener.take()).hasSize(40).allMatch(event -> event.startsWith("*"));
    assertThat(listener.last().rank()).isEqualTo(20);
    assertThat(fast.requests()).hasSize(1);
    assertThat(fast.published()).hasSize(1);
    assertThat(fast.withdrawn()).isEmpty();
    world.add("fast", fast, "source.rank", 20, "source.limit", 0, "source.realms", "lan");
    world.seconds(1);
    assertThat(listener.take()).as("kept until it lapses").isEmpty();
    assertThat(fast.withdrawn()).hasSize(1);
    world.seconds(200);
    assertThat(fast.requests()).hasSize(1);
  }

  @Test
  void anotherIntervalHoldsForTheRoundThatIsDueNext() {
    DoubleSource fast = world.add("fast", world.doubles.fast(), "source.interval", 3_600_000);
    world.join(listener);
    world.seconds(30);
    world.add("fast", fast, "source.interval", "60000");
    world.seconds(41);
    assertThat(fast.requests()).hasSize(2);
  }

  @Test
  void theHubsOwnConfigurationStandsAboveASourcesProperties() {
    world.book.add(TOPIC, ANN);
    world.add("fast", world.doubles.fast(), "source.rank", 1);
    world.join(listener);
    world.seconds(1);
    listener.take();
    world.hub.configure(
        HubSettings.defaults().withOverrides(Map.of("fast", Map.of("source.rank", "9"))));
    world.millis(1);
    assertThat(listener.take()).containsExactly("*192.0.2.1:1001[fast]");
    assertThat(listener.last().rank()).isEqualTo(9);
    assertThat(world.report("fast").rank()).isEqualTo(9);
  }

  @Test
  void unreadablePropertiesAreReportedAndTheDefaultHolds() {
    world.add("odd", world.doubles.fast(), "source.rank", "high", "source.role", "boss");
    world.millis(1);
    SourceReport report = world.report("odd");
    assertThat(report.state()).isEqualTo(SourceState.DEGRADED);
    assertThat(report.reason())
        .contains("'source.rank' is 'high', but must be a whole number")
        .contains("'source.role' is 'boss'");
    assertThat(report.rank()).isZero();
    assertThat(report.role()).isEqualTo(SourceRole.PRIMARY);
  }

  @Test
  void theSecondOfOneIdWaitsInSightAndTakesOverWhenTheFirstLeaves() {
    DoubleSource first = world.doubles.fast();
    DoubleSource second = world.doubles.fast();
    // In the order Declarative Services may well choose.
    world.finder("home", first);
    world.announcer("home", second, "source.kind", "second");
    world.finder("home", second, "source.kind", "second");
    world.announcer("home", first);
    world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    assertThat(first.requests()).hasSize(1);
    assertThat(first.published()).hasSize(1);
    assertThat(second.requests()).isEmpty();
    assertThat(second.published()).isEmpty();
    List<SourceReport> reports = List.copyOf(world.hub.sources());
    assertThat(reports).hasSize(2);
    assertThat(reports)
        .filteredOn(report -> report.state() == SourceState.DISABLED)
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.kind()).isEqualTo("second");
              assertThat(report.reason()).isEqualTo("source.id 'home' is taken by another source");
            });
    world.remove(first);
    world.seconds(1);
    assertThat(second.requests()).hasSize(1);
    assertThat(second.published()).hasSize(1);
    assertThat(world.hub.sources()).hasSize(1);
  }

  @Test
  void aFinderAndAnAnnouncerOfOneIdAreOneSource() {
    DoubleSource finds = world.doubles.fast();
    DoubleSource announces = world.doubles.fast();
    world.finder("pair", only(PeerFinder.class, finds));
    world.announcer("pair", only(PeerAnnouncer.class, announces));
    world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    assertThat(world.hub.sources()).hasSize(1);
    assertThat(world.report("pair").finds()).isTrue();
    assertThat(world.report("pair").announces()).isTrue();
    assertThat(finds.requests()).hasSize(1);
    assertThat(announces.published()).hasSize(1);
    announces.says(SourceState.DOWN, "no network");
    assertThat(world.report("pair").state()).as("the worse of both").isEqualTo(SourceState.DOWN);
  }

  /** The same object seen through one of its interfaces. */
  private static <T> T only(Class<T> type, DoubleSource source) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) ->
                method.getDeclaringClass() == Object.class
                    ? method.getName().equals("equals") ? self == args[0] : 1
                    : method.invoke(source, args)));
  }

  @Test
  void aSourceThatReturnsIsAskedAgain() {
    world.book.add(TOPIC, ANN, BOB);
    DoubleSource fast = world.add("fast", world.doubles.fast());
    world.join(listener, JoinOptions.both(4000));
    world.seconds(1);
    world.remove(fast);
    world.seconds(1);
    assertThat(listener.take()).hasSize(6);
    assertThat(world.hub.sources()).isEmpty();
    world.add("fast", fast);
    world.seconds(1);
    assertThat(listener.take()).contains("+192.0.2.1:1001[fast]", "+198.51.100.2:1002[fast]");
    assertThat(world.figure("fast", "rounds")).as("figures outlive a restart").isEqualTo(2);
  }

  @Test
  void anotherIdIsAnotherSource() {
    DoubleSource fast = world.add("old", world.doubles.fast());
    world.join(listener);
    world.seconds(1);
    world.add("new", fast);
    world.seconds(1);
    assertThat(world.hub.sources())
        .extracting(SourceReport::id)
        .containsExactly(new SourceId("new"));
    assertThat(fast.requests()).hasSize(2);
  }

  @Test
  void aSourceWithoutIdIsNotUsedButSeen() {
    DoubleSource nameless = world.doubles.fast();
    world.hub.putFinder(nameless, Map.of("source.kind", "x"));
    world.join(listener);
    world.seconds(1);
    assertThat(nameless.requests()).isEmpty();
    assertThat(world.hub.sources())
        .singleElement()
        .satisfies(report -> assertThat(report.reason()).isEqualTo("source.id is missing"));
  }

  @Test
  void aFlappingSourceTellsEveryTurnAndStopsWhenClosed() {
    world.book.add(TOPIC, ANN);
    world.add(
        "flapping", world.doubles.flapping(java.time.Duration.ofSeconds(1)), "source.timeout", 0);
    var join = world.join(listener);
    world.millis(4500);
    assertThat(listener.take()).hasSize(5);
    join.close();
    world.seconds(60);
    assertThat(listener.take()).isEmpty();
    assertThat(world.time.pending()).isZero();
  }
}
