package io.waggle.swarmconnector;

import io.waggle.api.time.WaggleClock;
import java.time.Duration;

/** The two rates that one direction of a connection has to keep: its own and everybody's. */
final class Throttle {

  private final WaggleClock clock;
  private final TokenBucket own;
  private final TokenBucket shared;

  Throttle(WaggleClock clock, TokenBucket own, TokenBucket shared) {
    this.clock = clock;
    this.own = own;
    this.shared = shared;
  }

  /** How long to wait before bytes may be moved. */
  Duration delay() {
    long now = clock.nanoTime();
    Duration one = own.delay(now);
    Duration other = shared.delay(now);
    return one.compareTo(other) > 0 ? one : other;
  }

  /** The most bytes to move at once. */
  int chunk() {
    return Math.min(own.chunk(), shared.chunk());
  }

  /** Counts bytes that were moved, or are about to be. */
  void moved(long bytes) {
    long now = clock.nanoTime();
    own.take(bytes, now);
    shared.take(bytes, now);
  }

  /** Changes the connection's own rate. */
  void rate(long bytesPerSecond) {
    own.rate(bytesPerSecond, clock.nanoTime());
  }
}
