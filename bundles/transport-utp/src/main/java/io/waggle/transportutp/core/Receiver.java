package io.waggle.transportutp.core;

import io.waggle.transportutp.packet.Packet;
import io.waggle.transportutp.packet.PacketType;
import io.waggle.transportutp.packet.SelectiveAck;
import io.waggle.transportutp.packet.Sequence;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/** The receiving half: puts packets in order and holds them until they are read. */
final class Receiver {

  /** libutp sends no further ahead than this, and neither do we. */
  private static final int FURTHEST = 1024;

  /** What holding a packet costs beyond its payload, so that tiny ones are not free. */
  private static final int OVERHEAD = 64;

  private static final ByteBuffer[] EMPTY = {};
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int FIRST_SLOTS = 32;

  private final int buffer;
  private final ArrayDeque<ByteBuffer> ready = new ArrayDeque<>(2);
  private ByteBuffer[] early = EMPTY;
  private int earlyCount;
  private int last;
  private int fin;
  private boolean finSeen;
  private boolean ended;
  private boolean discarding;
  private long heldBytes;
  private long heldCost;

  /**
   * Makes one that has heard nothing.
   *
   * @param last the number before the first that is expected
   */
  Receiver(int last, int buffer) {
    this.last = last;
    this.buffer = buffer;
  }

  /** The last number that came without a gap before it. */
  int last() {
    return last;
  }

  /** Bytes that there is room for. */
  long window() {
    return Math.max(0, buffer - heldBytes);
  }

  /** Whether there is something to read, the end included. */
  boolean isReadable() {
    return !ready.isEmpty() || ended;
  }

  /** Whether something has come beyond what is missing. */
  boolean hasGap() {
    return earlyCount > 0;
  }

  /** Whether everything up to the end has come. */
  boolean isEnded() {
    return ended;
  }

  /** The peer has gone: what has come without a gap is all there will be. */
  void finish() {
    ended = true;
  }

  /** From now on payload is acknowledged and thrown away. */
  void discard() {
    discarding = true;
    ready.clear();
    early = Arrays.stream(early).map(e -> e == null ? null : NOTHING).toArray(ByteBuffer[]::new);
    heldBytes = 0;
    heldCost = (long) earlyCount * OVERHEAD;
  }

  /**
   * Takes a packet of data or the last one.
   *
   * @param direct where payload may go that is next in order; null for nowhere
   */
  void take(Packet packet, ByteBuffer direct) {
    int ahead = Sequence.distance(packet.seq(), last);
    boolean beyondEnd = finSeen && Sequence.distance(packet.seq(), fin) > 0;
    if (ahead <= 0 || ahead > FURTHEST || beyondEnd) {
      return;
    }
    if (packet.type() == PacketType.FIN && !finSeen) {
      finSeen = true;
      fin = packet.seq();
    }
    ByteBuffer payload = discarding ? NOTHING : packet.payload();
    if (ahead == 1) {
      if (deliver(payload, direct)) {
        last = packet.seq();
        drainEarly(direct);
        ended |= finSeen && last == fin;
      }
    } else {
      keepEarly(packet.seq(), payload, ahead);
    }
  }

  /** Whether there was room. */
  private boolean deliver(ByteBuffer payload, ByteBuffer direct) {
    if (ready.isEmpty() && direct != null) {
      put(payload, direct);
    }
    if (!payload.hasRemaining()) {
      return true;
    }
    if (isFull(payload)) {
      return false;
    }
    hold(payload.remaining());
    ready.add(copy(payload));
    return true;
  }

  /** An honest peer keeps to the window; twice of it leaves room for the cost of small packets. */
  private boolean isFull(ByteBuffer payload) {
    return heldCost + payload.remaining() + OVERHEAD > 2L * buffer;
  }

  private void hold(int bytes) {
    heldBytes += bytes;
    heldCost += bytes + OVERHEAD;
  }

  private void release(int bytes, boolean whole) {
    heldBytes -= bytes;
    heldCost -= whole ? bytes + OVERHEAD : bytes;
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
    copy.put(payload).flip();
    return copy;
  }

  private void keepEarly(int seq, ByteBuffer payload, int ahead) {
    if (early.length <= ahead) {
      growEarly(ahead);
    }
    int slot = seq & early.length - 1;
    if (early[slot] == null && !isFull(payload)) {
      hold(payload.remaining());
      early[slot] = copy(payload);
      earlyCount++;
    }
  }

  private void growEarly(int ahead) {
    int size = Math.max(FIRST_SLOTS, Integer.highestOneBit(ahead) * 2);
    ByteBuffer[] more = new ByteBuffer[size];
    for (int i = 1; i < early.length; i++) {
      int seq = Sequence.plus(last, i);
      more[seq & size - 1] = early[seq & early.length - 1];
    }
    early = more;
  }

  private void drainEarly(ByteBuffer direct) {
    while (earlyCount > 0) {
      int slot = Sequence.plus(last, 1) & early.length - 1;
      ByteBuffer payload = early[slot];
      if (payload == null) {
        return;
      }
      early[slot] = null;
      earlyCount--;
      last = Sequence.plus(last, 1);
      readyFromEarly(payload, direct);
    }
  }

  private void readyFromEarly(ByteBuffer payload, ByteBuffer direct) {
    int whole = payload.remaining();
    if (ready.isEmpty() && direct != null) {
      put(payload, direct);
    }
    release(whole - payload.remaining(), false);
    if (payload.hasRemaining()) {
      ready.add(payload);
    } else {
      release(0, true);
    }
  }

  /** Moves what is ready into the buffer. */
  void read(ByteBuffer into) {
    while (into.hasRemaining() && !ready.isEmpty()) {
      ByteBuffer first = ready.peekFirst();
      int before = first.remaining();
      put(first, into);
      boolean whole = !first.hasRemaining();
      release(before - first.remaining(), whole);
      if (whole) {
        ready.removeFirst();
      }
    }
  }

  private static void put(ByteBuffer from, ByteBuffer into) {
    if (from.remaining() <= into.remaining()) {
      into.put(from);
    } else {
      int limit = from.limit();
      from.limit(from.position() + into.remaining());
      into.put(from);
      from.limit(limit);
    }
  }

  /** What is there beyond the first missing packet; nothing if none is missing. */
  SelectiveAck selective() {
    if (earlyCount == 0) {
      return SelectiveAck.NONE;
    }
    int left = earlyCount;
    int furthest = 0;
    for (int i = 0; left > 0; i++) {
      if (early[Sequence.plus(last, 2 + i) & early.length - 1] != null) {
        left--;
        furthest = i;
      }
    }
    SelectiveAck ack = SelectiveAck.ofBits(furthest + 1);
    for (int i = 0; i <= furthest && i < ack.bits(); i++) {
      if (early[Sequence.plus(last, 2 + i) & early.length - 1] != null) {
        ack.set(i);
      }
    }
    return ack;
  }
}
