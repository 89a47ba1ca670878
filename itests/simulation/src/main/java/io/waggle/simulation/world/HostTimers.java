package io.waggle.simulation.world;

import java.util.Arrays;

/** When each host is due next: a heap of four children that knows where each host stands in it. */
final class HostTimers {

  private static final int OUT = -1;

  private int[] heap = new int[64];
  private int[] places = new int[0];
  private long[] due = new long[0];
  private int size;

  /** When the first is due, or {@link Long#MAX_VALUE}. */
  long next() {
    return size == 0 ? Long.MAX_VALUE : due[heap[0]];
  }

  /** Which is the first. */
  int first() {
    return heap[0];
  }

  /** Sets a host's time; {@link Long#MAX_VALUE} for never. */
  void set(int host, long time) {
    ensure(host);
    if (places[host] == OUT) {
      if (time == Long.MAX_VALUE) {
        return;
      }
      heap = size == heap.length ? Arrays.copyOf(heap, size * 2) : heap;
      due[host] = time;
      place(host, size++);
      up(places[host]);
    } else if (time == Long.MAX_VALUE) {
      remove(host);
    } else if (time != due[host]) {
      due[host] = time;
      up(places[host]);
      down(places[host]);
    }
  }

  private void ensure(int host) {
    if (host >= places.length) {
      int old = places.length;
      int grown = Math.max(host + 1, old * 2);
      places = Arrays.copyOf(places, grown);
      Arrays.fill(places, old, grown, OUT);
      due = Arrays.copyOf(due, grown);
    }
  }

  private void remove(int host) {
    int hole = places[host];
    places[host] = OUT;
    int last = heap[--size];
    if (last != host) {
      place(last, hole);
      up(hole);
      down(places[last]);
    }
  }

  private boolean isBefore(int a, int b) {
    return due[a] != due[b] ? due[a] < due[b] : a < b;
  }

  private void up(int from) {
    int host = heap[from];
    int at = from;
    while (at > 0 && isBefore(host, heap[(at - 1) / 4])) {
      place(heap[(at - 1) / 4], at);
      at = (at - 1) / 4;
    }
    place(host, at);
  }

  private void down(int from) {
    int host = heap[from];
    int at = from;
    while (4 * at + 1 < size) {
      int least = 4 * at + 1;
      int end = Math.min(least + 4, size);
      for (int child = least + 1; child < end; child++) {
        least = isBefore(heap[child], heap[least]) ? child : least;
      }
      if (!isBefore(heap[least], host)) {
        break;
      }
      place(heap[least], at);
      at = least;
    }
    place(host, at);
  }

  private void place(int host, int at) {
    heap[at] = host;
    places[host] = at;
  }
}
