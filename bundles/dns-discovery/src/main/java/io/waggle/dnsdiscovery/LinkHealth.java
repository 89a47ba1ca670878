package io.waggle.dnsdiscovery;

import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.time.Instant;

/** How one server fares. Written by the engine's thread, read by any. */
final class LinkHealth {

  /** What is known of a server. */
  enum State {
    UNKNOWN,
    UP,
    DOWN
  }

  /** One reading. */
  record Reading(State state, String reason, Instant since, long roundTripMicros) {}

  private final WaggleClock clock;
  private volatile Reading reading;

  LinkHealth(WaggleClock clock) {
    this.clock = clock;
    this.reading = new Reading(State.UNKNOWN, "", clock.instant(), 0);
  }

  Reading reading() {
    return reading;
  }

  boolean isDown() {
    return reading.state() == State.DOWN;
  }

  /** Returns whether it was not up before. */
  boolean up(Duration roundTrip) {
    Reading old = reading;
    boolean news = old.state() != State.UP;
    long micros = roundTrip.isZero() ? old.roundTripMicros() : roundTrip.toNanos() / 1000;
    reading = new Reading(State.UP, "", news ? clock.instant() : old.since(), micros);
    return news;
  }

  /** Returns whether it was not down before. */
  boolean down(String reason) {
    Reading old = reading;
    boolean news = old.state() != State.DOWN;
    Instant since = news ? clock.instant() : old.since();
    reading = new Reading(State.DOWN, reason, since, old.roundTripMicros());
    return news;
  }
}
