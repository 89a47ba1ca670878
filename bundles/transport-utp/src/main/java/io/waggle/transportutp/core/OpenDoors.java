package io.waggle.transportutp.core;

import java.time.Duration;

/**
 * When the many sockets behind a symmetric NAT send to the peer, so that the NAT keeps a port open
 * for each.
 */
public final class OpenDoors {

  /** How many sockets. */
  public static final int DOORS = 256;

  /** After this, both sides give up. */
  public static final Duration LIMIT = Duration.ofSeconds(15);

  /** A NAT may forget a packet that nobody answered after 30 s; others are quicker. */
  private static final long REPEAT = Duration.ofSeconds(5).toNanos();

  private final long begun;
  private long due;

  /** The first round is due at once. */
  public OpenDoors(long now) {
    begun = now;
    due = now;
  }

  /** Whether all sockets are to send now. */
  public boolean knock(long now) {
    if (now < due || isOver(now)) {
      return false;
    }
    due += REPEAT;
    return true;
  }

  /** When there is something to do next. */
  public long deadline() {
    return Math.min(due, begun + LIMIT.toNanos());
  }

  /** Whether nobody can be expected to come any more. */
  public boolean isOver(long now) {
    return now - begun >= LIMIT.toNanos();
  }
}
