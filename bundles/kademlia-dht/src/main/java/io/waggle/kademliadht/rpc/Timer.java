package io.waggle.kademliadht.rpc;

/** Something that is due at a time; at most once in a {@link TimerHeap}. */
public abstract class Timer {

  static final int IDLE = -1;

  long due;
  int slot = IDLE;

  /** Whether it waits in a heap. */
  public final boolean isScheduled() {
    return slot != IDLE;
  }

  /** When it is due; meaningless while it is not scheduled. */
  public final long due() {
    return due;
  }

  /** The time has come; it may be scheduled again from here. */
  protected abstract void fire(long now);
}
