package io.waggle.kademliadht.rpc;

import java.util.Arrays;

/** The timers of one node, the next one on top. Times compare by difference, as nanoTime must. */
public final class TimerHeap {

  private static final int SMALLEST = 8;

  private Timer[] heap = new Timer[SMALLEST];
  private int size;

  /** Schedules a timer, or moves it. */
  public void schedule(Timer timer, long due) {
    timer.due = due;
    if (timer.slot == Timer.IDLE) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      timer.slot = size;
      heap[size++] = timer;
    }
    up(timer.slot);
    down(timer.slot);
  }

  /** Takes a timer out; does nothing if it is not in. */
  public void cancel(Timer timer) {
    int hole = timer.slot;
    if (hole == Timer.IDLE) {
      return;
    }
    timer.slot = Timer.IDLE;
    Timer last = heap[--size];
    heap[size] = null;
    if (last != timer) {
      place(last, hole);
      up(last.slot);
      down(last.slot);
    }
    if (heap.length > SMALLEST && size < heap.length / 4) {
      heap = Arrays.copyOf(heap, heap.length / 2);
    }
  }

  /** When the next one is due, or {@link Long#MAX_VALUE}. */
  public long next() {
    return size == 0 ? Long.MAX_VALUE : heap[0].due;
  }

  /** Fires everything that is due. */
  public void run(long now) {
    while (size > 0 && heap[0].due - now <= 0) {
      Timer timer = heap[0];
      cancel(timer);
      timer.fire(now);
    }
  }

  private void up(int from) {
    Timer timer = heap[from];
    int at = from;
    while (at > 0 && timer.due - heap[(at - 1) / 2].due < 0) {
      place(heap[(at - 1) / 2], at);
      at = (at - 1) / 2;
    }
    place(timer, at);
  }

  private void down(int from) {
    Timer timer = heap[from];
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].due - heap[child].due < 0) {
        child++;
      }
      if (timer.due - heap[child].due <= 0) {
        break;
      }
      place(heap[child], at);
      at = child;
    }
    place(timer, at);
  }

  private void place(Timer timer, int at) {
    heap[at] = timer;
    timer.slot = at;
  }
}
