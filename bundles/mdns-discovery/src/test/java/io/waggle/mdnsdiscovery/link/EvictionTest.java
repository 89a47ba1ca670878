package io.waggle.mdnsdiscovery.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvictionTest {

  private final SplittableRandom random = new SplittableRandom(7);

  private record Guest(Standing standing, int since) {}

  private static List<Guest> guests(int strangers, int regulars, int met) {
    List<Guest> all = new ArrayList<>();
    IntStream.range(0, met).forEach(i -> all.add(new Guest(Standing.MET, i)));
    IntStream.range(0, regulars).forEach(i -> all.add(new Guest(Standing.REGULAR, i)));
    IntStream.range(0, strangers).forEach(i -> all.add(new Guest(Standing.STRANGER, i)));
    return all;
  }

  private Optional<Guest> victim(List<Guest> all) {
    return Eviction.victim(all, Guest::standing, Guest::since, random);
  }

  @Test
  void amongStrangersChanceDecides() {
    TreeSet<Integer> gone = new TreeSet<>();
    for (int i = 0; i < 500; i++) {
      Guest guest = victim(guests(10, 10, 10)).orElseThrow();
      assertThat(guest.standing()).isEqualTo(Standing.STRANGER);
      gone.add(guest.since());
    }
    assertThat(gone).hasSize(10);
  }

  @Test
  void theLatestRegularMakesRoomWhereStrangersAreFew() {
    assertThat(victim(guests(2, 10, 0))).contains(new Guest(Standing.REGULAR, 9));
    assertThat(victim(guests(2, 0, 10)).orElseThrow().standing()).isEqualTo(Standing.STRANGER);
  }

  @Test
  void whoIsMetGoesOnlyWhereAllAre() {
    assertThat(victim(guests(0, 1, 10))).contains(new Guest(Standing.REGULAR, 0));
    assertThat(victim(guests(0, 0, 10))).isPresent();
    assertThat(victim(List.of())).isEmpty();
  }
}
