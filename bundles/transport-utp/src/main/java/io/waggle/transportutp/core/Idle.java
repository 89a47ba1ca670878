package io.waggle.transportutp.core;

import java.time.Duration;

/**
 * What a connection does on which nothing happens.
 *
 * @param keepAlive of saying nothing, after which a packet keeps the mappings of NATs; zero for
 *     never
 * @param probeAfter of hearing nothing, after which the peer is asked whether it is there; zero for
 *     never
 * @param probes how often it is asked, with a second to answer at first and then twice as long each
 *     time, before the connection ends; at least 1
 */
public record Idle(Duration keepAlive, Duration probeAfter, int probes) {

  private static final long NEVER = Duration.ofDays(36_500).toNanos();

  /** Keeps alive as libutp does; a peer that does the same is never asked. */
  public static Idle usual() {
    return new Idle(Duration.ofSeconds(29), Duration.ofSeconds(40), 5);
  }

  long keepAliveNanos() {
    return orNever(keepAlive);
  }

  long probeAfterNanos() {
    return orNever(probeAfter);
  }

  private static long orNever(Duration time) {
    return time.isZero() ? NEVER : time.toNanos();
  }
}
