package io.waggle.transportutp.core;

import java.util.Arrays;

/** The segments in flight, oldest first; grows as needed, so that an idle connection has none. */
final class SegmentRing {

  private static final int FIRST = 16;
  private static final Segment[] EMPTY = {};

  private Segment[] slots = EMPTY;
  private int head;
  private int count;

  int count() {
    return count;
  }

  /** The segment that is so many after the oldest. */
  Segment get(int index) {
    return slots[head + index & slots.length - 1];
  }

  void add(Segment segment) {
    if (count == slots.length) {
      grow();
    }
    slots[head + count & slots.length - 1] = segment;
    count++;
  }

  private void grow() {
    Segment[] more = new Segment[Math.max(FIRST, slots.length * 2)];
    for (int i = 0; i < count; i++) {
      more[i] = get(i);
    }
    slots = more;
    head = 0;
  }

  Segment removeFirst() {
    Segment first = slots[head];
    slots[head] = null;
    head = head + 1 & slots.length - 1;
    count--;
    return first;
  }

  /** Forgets all, and gives the memory back. */
  void clear() {
    Arrays.fill(slots, null);
    slots = EMPTY;
    head = 0;
    count = 0;
  }
}
