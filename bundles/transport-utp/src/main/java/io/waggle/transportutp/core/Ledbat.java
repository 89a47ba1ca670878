package io.waggle.transportutp.core;

import java.time.Duration;

/**
 * How many bytes may be in flight: grows until the queue of the path is 100 ms long and yields
 * beyond that (RFC 6817), doubles each round trip until it has met a queue or a loss, halves after
 * a loss.
 */
final class Ledbat {

  /** Microseconds of queue that are aimed at. */
  private static final double TARGET = 100_000;

  /** Bytes that the window gains at most in a round trip; as libutp has it. */
  private static final double GAIN = 3_000;

  private static final double QUEUE_THAT_ENDS_THE_START = 0.9 * TARGET;
  private static final int FIRST_PACKETS = 10;
  private static final int FEWEST_PACKETS = 2;
  private static final int MOST = 16 << 20;
  private static final long BETWEEN_HALVINGS = Duration.ofMillis(100).toNanos();
  private static final long STALE = Duration.ofSeconds(1).toNanos();

  private double window;
  private double threshold = MOST;
  private boolean starting = true;
  private boolean halved;
  private long halvedAt;
  private boolean full;
  private long fullAt;

  Ledbat(int packet) {
    window = (double) FIRST_PACKETS * packet;
  }

  int window() {
    return (int) window;
  }

  boolean isStarting() {
    return starting;
  }

  /** The window was what kept us from sending: it is being used to the full. */
  void full(long now) {
    full = true;
    fullAt = now;
  }

  /**
   * Bytes have arrived.
   *
   * @param queue microseconds, of the direction in which they went
   */
  void acknowledged(long now, int bytes, long queue, int packet) {
    if (!full || now - fullAt > STALE) {
      return;
    }
    double part = Math.min(bytes, window) / Math.max(bytes, window);
    double grown = window + GAIN * part * ((TARGET - queue) / TARGET);
    if (starting) {
      grown = start(bytes, queue, grown);
    }
    window = Math.max(FEWEST_PACKETS * packet, Math.min(MOST, grown));
  }

  private double start(int bytes, long queue, double otherwise) {
    double doubled = window + bytes;
    if (queue > QUEUE_THAT_ENDS_THE_START || doubled > threshold) {
      starting = false;
      threshold = window;
      return otherwise;
    }
    return Math.max(doubled, otherwise);
  }

  /** Something was lost; losses of one congestion count once. */
  void lost(long now, long roundTrip, int packet) {
    if (halved && now - halvedAt < Math.max(BETWEEN_HALVINGS, roundTrip)) {
      return;
    }
    halved = true;
    halvedAt = now;
    window = Math.max(FEWEST_PACKETS * packet, window / 2);
    threshold = window;
    starting = false;
  }

  /** Nothing came back for a long time: begins anew. */
  void timedOut(long now, int packet) {
    threshold = Math.max(FEWEST_PACKETS * packet, window / 2);
    window = packet;
    starting = true;
    full(now);
  }
}
