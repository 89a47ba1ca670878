package io.waggle.transportutp.core;

import io.waggle.transportutp.packet.Packet;
import io.waggle.transportutp.packet.PacketType;
import io.waggle.transportutp.packet.SelectiveAck;
import io.waggle.transportutp.packet.Sequence;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;

/** The sending half: what waits, what is in flight, what was lost. */
final class Sender {

  /** Sends one segment. */
  interface Line {
    void transmit(long now, Segment segment);
  }

  /** libutp drops what is further ahead than this. */
  private static final int MOST_IN_FLIGHT = 1000;

  /** A packet is lost when so many that were sent after it have arrived (RFC 5681 §3.2). */
  private static final int REORDERING = 3;

  /** How far back a packet was sent of late. */
  private static final int LATE = 64;

  private static final long SYN_TIMEOUT = Duration.ofMillis(500).toNanos();

  private final Line line;
  private final int buffer;
  private final RoundTrip roundTrip = new RoundTrip();
  private final Ledbat ledbat = new Ledbat(PathProbe.SAFE);
  private final PathProbe path;
  private final SegmentRing flying = new SegmentRing();
  private final ArrayDeque<Segment> waiting = new ArrayDeque<>(2);

  private int next;
  private int waitingBytes;
  private int flyingBytes;
  private int outstandingBytes;
  private int lost;
  private long peerWindow = 1 << 20;
  private long order;
  private long highestOrder;
  private long progressAt;
  private int failures;
  private boolean tailProbed;
  private boolean spoken;

  /**
   * Makes one with nothing to send.
   *
   * @param first the number of the first packet
   * @param largest bytes of the largest datagram
   */
  Sender(Line line, int first, int buffer, int largest) {
    this.line = line;
    this.next = first;
    this.buffer = buffer;
    this.path = new PathProbe(largest);
  }

  /** The number of the next packet. */
  int next() {
    return next;
  }

  /** The oldest number that was not acknowledged yet. */
  int oldest() {
    return Sequence.plus(next, -flying.count());
  }

  /** Whether all that was taken has arrived. */
  boolean isDone() {
    return flying.count() == 0 && waiting.isEmpty();
  }

  /** Whether it was given anything to send but the SYN and the FIN. */
  boolean hasSpoken() {
    return spoken;
  }

  /** How often in a row the answer did not come in time. */
  int failures() {
    return failures;
  }

  RoundTrip roundTrip() {
    return roundTrip;
  }

  int window() {
    return ledbat.window();
  }

  int datagram() {
    return path.size();
  }

  private int payload() {
    return path.size() - Packet.HEADER;
  }

  /** Takes as much as the buffer has room for. */
  void take(ByteBuffer data) {
    spoken |= data.hasRemaining();
    Segment last = waiting.peekLast();
    if (last != null && last.type == PacketType.DATA && !last.isFull()) {
      fill(last, data);
    }
    while (data.hasRemaining() && waitingBytes < buffer) {
      boolean more = !waiting.isEmpty() || flyingBytes >= ledbat.window();
      int size = more ? payload() : Math.min(payload(), data.remaining());
      Segment segment = new Segment(PacketType.DATA, size);
      fill(segment, data);
      waiting.add(segment);
    }
  }

  private void fill(Segment segment, ByteBuffer data) {
    int before = segment.length();
    segment.fill(data);
    waitingBytes += segment.length() - before;
  }

  /** Puts a packet without payload behind all that waits. */
  void take(PacketType type) {
    waiting.add(new Segment(type, 0));
  }

  /** Sends what the windows let. */
  void flush(long now) {
    for (int i = 0; lost > 0 && i < flying.count(); i++) {
      Segment segment = flying.get(i);
      if (segment.lost) {
        if (!fits(now, segment)) {
          return;
        }
        segment.lost = false;
        lost--;
        transmit(now, segment);
      }
    }
    while (!waiting.isEmpty() && mayFly(now, waiting.peekFirst())) {
      launch(now);
    }
  }

  private boolean fits(long now, Segment segment) {
    if (flyingBytes == 0 || flyingBytes + segment.size() <= ledbat.window()) {
      return true;
    }
    ledbat.full(now);
    return false;
  }

  private boolean mayFly(long now, Segment segment) {
    return flying.count() < MOST_IN_FLIGHT
        && (outstandingBytes + segment.length() <= peerWindow || segment.length() == 0)
        && fits(now, segment);
  }

  private void launch(long now) {
    Segment segment = waiting.removeFirst();
    waitingBytes -= segment.length();
    segment.seq = next;
    next = Sequence.plus(next, 1);
    if (flying.count() == 0) {
      progressAt = now;
    }
    flying.add(segment);
    outstandingBytes += segment.size();
    if (segment.type == PacketType.DATA && segment.length() == payload()) {
      segment.padding = path.padding(now);
    }
    transmit(now, segment);
  }

  private void transmit(long now, Segment segment) {
    segment.transmissions++;
    segment.sentAt = now;
    segment.order = ++order;
    flyingBytes += segment.size();
    line.transmit(now, segment);
  }

  /** Whether a peer can mean this: it names nothing that was not sent. */
  boolean isPlausible(int ack) {
    return Sequence.distance(ack, next) < 0;
  }

  /** Whether a peer may still have reason to speak of this one. */
  boolean hasSentOfLate(int seq) {
    return Sequence.distance(seq, Sequence.plus(oldest(), -LATE)) >= 0
        && Sequence.distance(seq, next) <= 0;
  }

  /**
   * The peer has told what it has.
   *
   * @param queue microseconds of queue on the way to it
   */
  void acknowledged(long now, int ack, SelectiveAck selective, long window, long queue) {
    int arrived = Sequence.distance(ack, Sequence.plus(oldest(), -1));
    if (arrived < 0 || arrived > flying.count()) {
      return;
    }
    peerWindow = window;
    int bytes = 0;
    for (int i = 0; i < arrived; i++) {
      Segment segment = flying.removeFirst();
      outstandingBytes -= segment.size();
      bytes += arrived(now, segment);
    }
    for (int i = 0; i < selective.bits() && i + 1 < flying.count(); i++) {
      if (selective.get(i)) {
        bytes += arrived(now, flying.get(i + 1));
      }
    }
    if (bytes > 0 || arrived > 0) {
      progress(now, bytes, queue);
    }
  }

  private int arrived(long now, Segment segment) {
    if (segment.acked) {
      return 0;
    }
    segment.acked = true;
    if (segment.lost) {
      segment.lost = false;
      lost--;
    } else {
      flyingBytes -= segment.size();
    }
    if (segment.transmissions == 1) {
      roundTrip.sample(now - segment.sentAt);
      if (segment.padding > 0) {
        path.arrived(segment.padding);
      }
    }
    highestOrder = Math.max(highestOrder, segment.order);
    return segment.size();
  }

  private void progress(long now, int bytes, long queue) {
    progressAt = now;
    failures = 0;
    tailProbed = false;
    ledbat.acknowledged(now, bytes, queue, path.size());
    if (findLost(now)) {
      ledbat.lost(now, roundTrip.smoothed(), path.size());
    }
  }

  /** Segments that were sent once are in the order of their numbers, so the search can stop. */
  private boolean findLost(long now) {
    boolean congestion = false;
    for (int i = 0; i < flying.count(); i++) {
      Segment segment = flying.get(i);
      boolean late = segment.order + REORDERING <= highestOrder;
      if (!late && segment.transmissions == 1) {
        break;
      }
      if (late && !segment.acked && !segment.lost) {
        congestion |= !lose(now, segment);
      }
    }
    return congestion;
  }

  /** Whether it was only a try of the path. */
  private boolean lose(long now, Segment segment) {
    segment.lost = true;
    lost++;
    flyingBytes -= segment.size();
    boolean trial = segment.padding > 0;
    if (trial) {
      segment.padding = 0;
      path.lost(now);
    }
    return trial;
  }

  /** When {@link #expire} has something to do. */
  long deadline() {
    if (flying.count() > 0) {
      long wait = tailProbed || failures > 0 ? timeout() : Math.min(timeout(), tail());
      return progressAt + wait;
    }
    return waiting.isEmpty() ? Long.MAX_VALUE : progressAt + timeout();
  }

  private long timeout() {
    boolean dialling = flying.count() > 0 && flying.get(0).type == PacketType.SYN;
    return dialling ? SYN_TIMEOUT << Math.min(failures, 6) : roundTrip.timeout(failures);
  }

  private long tail() {
    return roundTrip.tailTimeout();
  }

  /** An answer is overdue, or the peer's window stayed shut. */
  void expire(long now) {
    if (now < deadline()) {
      return;
    }
    if (flying.count() == 0) {
      openShutWindow(now);
    } else if (!tailProbed && failures == 0 && now < progressAt + timeout()) {
      tailProbed = true;
      probeTail(now);
    } else {
      timeOut(now);
    }
  }

  /** The news that the window is open again may have been lost: one packet asks for it. */
  private void openShutWindow(long now) {
    failures++;
    launch(now);
  }

  private void probeTail(long now) {
    for (int i = flying.count() - 1; i >= 0; i--) {
      Segment segment = flying.get(i);
      if (!segment.acked && !segment.lost) {
        lose(now, segment);
        segment.lost = false;
        lost--;
        transmit(now, segment);
        return;
      }
    }
  }

  private void timeOut(long now) {
    for (int i = 0; i < flying.count(); i++) {
      Segment segment = flying.get(i);
      if (!segment.acked && !segment.lost) {
        lose(now, segment);
      }
    }
    failures++;
    progressAt = now;
    ledbat.timedOut(now, path.size());
    flush(now);
  }

  /** Forgets all there is to send. */
  void clear() {
    flying.clear();
    waiting.clear();
    waitingBytes = 0;
    flyingBytes = 0;
    outstandingBytes = 0;
    lost = 0;
  }
}
