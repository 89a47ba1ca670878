package io.waggle.transportutp.core;

import java.time.Duration;

/**
 * Finds out how large a datagram the path carries (RFC 8899). It begins with one that every path of
 * today carries and tries a larger one, by padding a packet of data with an extension that every
 * receiver skips. If that is lost, the data is sent again without the padding: a path that swallows
 * large datagrams silently costs one retransmission, not the connection.
 */
final class PathProbe {

  /** IPv6's smallest MTU of 1280 less the headers of IPv6 and UDP; also RFC 8899's base. */
  static final int SAFE = 1200;

  private static final int TRIES = 3;
  private static final long AGAIN = Duration.ofMinutes(10).toNanos();

  private final int goal;
  private int size = SAFE;
  private int failures;
  private long notBefore = Long.MIN_VALUE;
  private boolean underWay;

  PathProbe(int goal) {
    this.goal = goal;
  }

  /** Bytes of the largest datagram that is known to arrive. */
  int size() {
    return size;
  }

  /** Bytes to pad a packet with that has the known size; 0 if nothing is to be tried now. */
  int padding(long now) {
    if (underWay || size >= goal || now < notBefore) {
      return 0;
    }
    underWay = true;
    return step() - size;
  }

  /** A step at a time, as one segment can be padded only so far before it hurts. */
  private int step() {
    return Math.min(goal, size * 8);
  }

  /** The padded packet has arrived. */
  void arrived(int padding) {
    underWay = false;
    failures = 0;
    size += padding;
  }

  /** It has not. */
  void lost(long now) {
    underWay = false;
    failures++;
    if (failures >= TRIES) {
      failures = 0;
      notBefore = now + AGAIN;
    }
  }
}
