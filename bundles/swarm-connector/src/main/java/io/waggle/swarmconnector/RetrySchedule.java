package io.waggle.swarmconnector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long an address waits before it is dialled again.
 *
 * @param waits after the first, second, ... failure; then the address is given up
 */
record RetrySchedule(List<Duration> waits) {

  /** As discovery-swarm has it: five dials in 22 s. Also for connections that closed. */
  static final RetrySchedule DIAL = seconds(1, 1, 5, 15);

  /** For peers that connect and then fail the handshake: it is unlikely to help soon. */
  static final RetrySchedule HANDSHAKE = seconds(15, 60, 300);

  /** The longest wait of an address that was given up and is named again. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

  private static final Duration FIRST_HOLD = Duration.ofSeconds(15);

  /** The wait between connections to a peer that keeps closing them at once. */
  private static final Duration FLAPPING = Duration.ofSeconds(60);

  private static RetrySchedule seconds(long... seconds) {
    return new RetrySchedule(
        java.util.Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList());
  }

  /** The wait after that many failures in a row, from 1; empty to give up. */
  Optional<Duration> after(int failures) {
    return failures <= waits.size() ? Optional.of(waits.get(failures - 1)) : Optional.empty();
  }

  /** The wait after a connection that lasted, or after several that did not; never gives up. */
  static Duration reconnect(int shortLives) {
    return DIAL.after(Math.max(1, shortLives)).orElse(FLAPPING);
  }

  /** How long an address that was given up stays so even if sources go on naming it. */
  static Duration hold(int timesGivenUp) {
    Duration hold = FIRST_HOLD.multipliedBy(1L << Math.min(10, Math.max(0, timesGivenUp - 1)));
    return hold.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : hold;
  }
}
