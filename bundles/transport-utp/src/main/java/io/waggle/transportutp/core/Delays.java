package io.waggle.transportutp.core;

import io.waggle.transportutp.packet.Packet;

/** What a connection knows of the delays of both directions, in microseconds. */
final class Delays {

  /** A fall of more than this is another path, not a clock that runs fast. */
  private static final int LARGEST_DRIFT = 10_000;

  private final DelayHistory ours = new DelayHistory();
  private final DelayHistory theirs = new DelayHistory();
  private int last;

  /** A packet has come; the delay of its way here tells how far the clocks run apart. */
  void hear(long now, Packet packet) {
    last = micros(now) - packet.timestamp();
    boolean known = theirs.isStarted();
    int before = theirs.base();
    theirs.sample(now, last);
    int fallen = before - theirs.base();
    if (known && fallen > 0 && fallen <= LARGEST_DRIFT) {
      ours.shift(fallen);
    }
    if (packet.delay() != 0) {
      ours.sample(now, packet.delay());
    }
  }

  /** What our packets tell the peer of the last one it sent. */
  int last() {
    return last;
  }

  /**
   * The queue on the way to the peer.
   *
   * @param roundTrip nanoseconds; a queue can't be longer than the whole round trip
   */
  long queueing(long roundTrip) {
    return ours.isStarted() ? Math.min(ours.queueing(), roundTrip / 1000) : 0;
  }

  /** The clock as packets carry it. */
  static int micros(long now) {
    return (int) (now / 1000);
  }
}
