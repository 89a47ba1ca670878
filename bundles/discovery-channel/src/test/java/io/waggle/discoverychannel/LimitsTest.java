package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.BOB;
import static io.waggle.discoverychannel.HubWorld.CYD;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.discovery.DoubleSource;
import io.waggle.testkit.discovery.Doubles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not let in: rule 8. */
class LimitsTest {

  private static final FoundMeta META = FoundMeta.validFor(Duration.ofHours(1));

  private final HubWorld world = new HubWorld();
  private final RecordingListener listener = new RecordingListener();

  private DoubleSource open(String id, Object... properties) {
    return world.add(id, world.doubles.continuous(), properties);
  }

  private static void name(DoubleSource source, String... addresses) {
    for (String address : addresses) {
      source.sink().found(PeerAddress.parse(address), META);
    }
  }

  @Test
  void soManyASourceAndTopicAndNoneOfItAtTheCostOfOthers() {
    DoubleSource small = open("small", "source.limit", "2");
    DoubleSource other = open("other");
    Join join = world.join(listener);
    world.millis(1);
    name(small, "192.0.2.1:1", "192.0.2.2:1", "192.0.2.3:1", "192.0.2.1:1");
    name(other, "192.0.2.3:1");
    assertThat(join.sightings()).hasSize(3);
    assertThat(world.figure("small", "filtered.limit")).isEqualTo(1);
    small.sink().lost(PeerAddress.parse("192.0.2.1:1"));
    name(small, "192.0.2.4:1");
    assertThat(join.sightings()).as("a freed place is free").hasSize(3);
  }

  @Test
  void soManyANeighbourhoodFromAStranger() {
    DoubleSource stranger = open("stranger");
    DoubleSource friend = open("friend", "source.trust", "LOCAL");
    Join join = world.join(listener);
    world.millis(1);
    for (int i = 1; i <= 40; i++) {
      name(stranger, "192.0.2." + i + ":1", "[2001:db8:1:" + i + "::1]:1");
    }
    assertThat(join.sightings()).hasSize(64);
    assertThat(world.figure("stranger", "filtered.group")).isEqualTo(16);
    for (int i = 1; i <= 40; i++) {
      name(friend, "192.0.2." + i + ":1");
    }
    assertThat(join.sightings()).hasSize(72);
  }

  @Test
  void soManyASecond() {
    DoubleSource flood = open("flood", "source.limit", 10_000);
    Join join = world.join(listener);
    world.millis(1);
    for (int i = 0; i < 3000; i++) {
      flood.sink().found(Doubles.numbered(i), META);
    }
    assertThat(join.sightings()).hasSize(1000);
    assertThat(world.figure("flood", "filtered.rate")).isEqualTo(2000);
    world.seconds(1);
    for (int i = 0; i < 3000; i++) {
      flood.sink().found(Doubles.numbered(i), META);
    }
    assertThat(join.sightings()).as("renewals cost nothing").hasSize(2000);
  }

  @Test
  void addressesNobodyCanHaveMeant() {
    DoubleSource stranger = open("stranger");
    DoubleSource friend = open("friend", "source.trust", "local");
    Join join = world.join(listener);
    world.millis(1);
    List<String> never = List.of("0.0.0.0:1", "224.1.1.1:1", "255.255.255.255:1", "192.0.2.1:0");
    List<String> local =
        List.of(
            "127.0.0.1:1",
            "10.1.1.1:1",
            "172.16.0.1:1",
            "192.168.0.1:1",
            "100.64.0.1:1",
            "169.254.0.1:1",
            "[::1]:1",
            "[fe80::1]:1",
            "[fd00::1]:1");
    never.forEach(address -> name(stranger, address));
    local.forEach(address -> name(stranger, address));
    assertThat(join.sightings()).isEmpty();
    assertThat(world.figure("stranger", "filtered")).isEqualTo(never.size() + local.size());
    never.forEach(address -> name(friend, address));
    local.forEach(address -> name(friend, address));
    assertThat(join.sightings()).hasSize(local.size());
  }

  @Test
  void privateAddressesCountWhenTheServerThatNamedThemIsPrivateToo() {
    DoubleSource stranger = open("stranger");
    Join join = world.join(listener);
    world.millis(1);
    FoundMeta viaLan = FoundMeta.via(Duration.ofHours(1), PeerAddress.parse("192.168.0.1:5300"));
    stranger.sink().found(PeerAddress.parse("192.168.0.2:1"), viaLan);
    stranger.sink().found(PeerAddress.parse("127.0.0.1:1"), viaLan);
    assertThat(join.sightings())
        .singleElement()
        .satisfies(s -> assertThat(s.address().toString()).isEqualTo("192.168.0.2:1"));
  }

  @Test
  void ourOwnAddressIsDroppedOnlyWhereItIsReallyOurs() {
    DoubleSource friend = world.doubles.continuous();
    world.finder("friend", friend, "source.trust", "LOCAL");
    world.local.add(ANN.host());
    Join join = world.join(listener, JoinOptions.both(ANN.port()));
    world.millis(1);
    name(friend, "192.0.2.1:1001", "192.0.2.1:1002", "192.0.2.9:1001", "127.0.0.1:1001");
    assertThat(join.sightings()).hasSize(3);
    assertThat(world.figure("friend", "filtered.own")).isEqualTo(1);
    join.update(JoinOptions.both(1002));
    name(friend, "192.0.2.1:1001");
    assertThat(join.sightings()).hasSize(4);
  }

  @Test
  void theLyingSourceGetsNothingInButTheTruth() {
    world.book.add(HubWorld.TOPIC, BOB, CYD);
    world.add("liar", world.doubles.lying());
    Join join = world.join(listener);
    world.millis(100);
    assertThat(listener.take())
        .containsExactlyInAnyOrder("+198.51.100.2:1002[liar]", "+203.0.113.3:1003[liar]");
    assertThat(join.outcome().errors()).as("failed with null").hasSize(1);
    assertThat(world.figure("liar", "filtered.invalid")).isEqualTo(2);
    assertThat(world.figure("liar", "duplicates")).isEqualTo(2);
    assertThat(world.figure("liar", "close.failed")).isEqualTo(1);
    assertThat(world.report("liar").lastFault()).isPresent();
  }
}
