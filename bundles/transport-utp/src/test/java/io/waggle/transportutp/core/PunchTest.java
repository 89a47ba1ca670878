package io.waggle.transportutp.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bounds of the birthday method, on a clock that is told. */
class PunchTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLI = SECOND / 1000;

  private static List<Integer> due(PortSpray spray, long now) {
    List<Integer> ports = new ArrayList<>();
    for (OptionalInt port = spray.next(now); port.isPresent(); port = spray.next(now)) {
      ports.add(port.getAsInt());
    }
    return ports;
  }

  @Test
  void probesGoOutOneIn5MillisecondsTo2000DifferentPortsAndNoMore() {
    PortSpray spray = new PortSpray(0, new Random(3)::nextLong);
    Set<Integer> ports = new HashSet<>();
    long last = 0;
    for (long now = 0; !spray.isOver(now); now = Math.max(now + 1, spray.deadline())) {
      List<Integer> due = due(spray, now);
      assertThat(due.size()).isLessThanOrEqualTo(1);
      assertThat(ports).doesNotContainAnyElementsOf(due);
      last = due.isEmpty() ? last : now;
      ports.addAll(due);
    }
    assertThat(ports).hasSize(PortSpray.PROBES).allMatch(port -> port >= 1024 && port < 65_536);
    assertThat(spray.sent()).isEqualTo(PortSpray.PROBES);
    assertThat(last).isEqualTo((PortSpray.PROBES - 1) * 5 * MILLI);
  }

  @Test
  void aLateClockIsNoFlood() {
    PortSpray spray = new PortSpray(0, new Random(4)::nextLong);
    assertThat(due(spray, 5 * SECOND)).hasSize(16);
    assertThat(due(spray, 5 * SECOND)).hasSize(16);
    assertThat(spray.isOver(15 * SECOND - 1)).isFalse();
    assertThat(spray.isOver(15 * SECOND)).isTrue();
  }

  @Test
  void everyOrderOfPortsMeetsEachOneOnce() {
    for (int seed = 0; seed < 50; seed++) {
      PortSpray spray = new PortSpray(0, new Random(seed)::nextLong);
      List<Integer> ports = new ArrayList<>();
      while (spray.sent() < PortSpray.PROBES) {
        ports.addAll(due(spray, 14 * SECOND));
      }
      assertThat(new HashSet<>(ports)).as("seed %d", seed).hasSize(PortSpray.PROBES);
    }
  }

  @Test
  void probesFindOneOf256OpenPortsNearlyAlways() {
    int missed = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Set<Integer> open = new HashSet<>();
      while (open.size() < OpenDoors.DOORS) {
        open.add(1024 + random.nextInt(65_536 - 1024));
      }
      PortSpray spray = new PortSpray(0, random::nextLong);
      boolean met = false;
      while (spray.sent() < PortSpray.PROBES) {
        met |= due(spray, 14 * SECOND).stream().anyMatch(open::contains);
      }
      missed += met ? 0 : 1;
    }
    assertThat(missed).isLessThanOrEqualTo(1);
  }

  @Test
  void doorsKnockAtOnceAndEveryFiveSecondsUntilTheEnd() {
    OpenDoors doors = new OpenDoors(0);
    List<Long> seconds = new ArrayList<>();
    for (long now = 0; !doors.isOver(now); now = Math.max(now + 1, doors.deadline())) {
      if (doors.knock(now)) {
        seconds.add(now / SECOND);
      }
    }
    assertThat(seconds).containsExactly(0L, 5L, 10L);
    assertThat(doors.isOver(15 * SECOND - 1)).isFalse();
    assertThat(doors.isOver(15 * SECOND)).isTrue();
    assertThat(doors.knock(15 * SECOND)).isFalse();
  }
}
