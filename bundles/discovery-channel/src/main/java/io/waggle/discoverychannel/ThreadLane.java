package io.waggle.discoverychannel;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane with a daemon thread of its own. */
final class ThreadLane implements Lane {

  private static final Logger log = LoggerFactory.getLogger(ThreadLane.class);
  private static final Duration LAST_CALLS = Duration.ofSeconds(2);

  private final ScheduledExecutorService timer;
  private final BlockingQueue<QueuedCall> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  ThreadLane(String name, ScheduledExecutorService timer) {
    this.timer = timer;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  @Override
  public Call submit(Duration limit, Runnable body) {
    QueuedCall call = new QueuedCall(limit, body);
    if (!closed) {
      queue.add(call);
    }
    return call;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    queue.add(new QueuedCall(LAST_CALLS, () -> {}));
    after(LAST_CALLS, this::giveUp);
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Closes it, waits so long for what is queued, then interrupts what still runs. */
  void stop(Duration patience) {
    close();
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveUp();
  }

  /** A source that does not heed its interruption keeps a daemon thread and nothing else. */
  private void giveUp() {
    queue.clear();
    thread.interrupt();
  }

  private Future<?> after(Duration delay, Runnable task) {
    try {
      return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      task.run();
      return null;
    }
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        queue.take().run();
      } catch (InterruptedException e) {
        log.trace("{} was woken", thread.getName());
      }
    }
  }

  /** A call; its lock keeps an interruption from hitting the call after it. */
  private final class QueuedCall implements Call {

    private final Duration limit;
    private final Runnable body;
    private boolean begun;
    private boolean ended;

    QueuedCall(Duration limit, Runnable body) {
      this.limit = limit;
      this.body = body;
    }

    void run() {
      if (!begin()) {
        return;
      }
      Future<?> alarm = after(limit, this::cancel);
      try {
        body.run();
      } catch (RuntimeException | Error e) {
        log.warn("{}: a call has thrown", thread.getName(), e);
      } finally {
        end();
        if (alarm != null) {
          alarm.cancel(false);
        }
      }
    }

    private synchronized boolean begin() {
      begun = !ended;
      return begun;
    }

    @SuppressWarnings("CheckReturnValue") // the flag is cleared, not asked
    private synchronized void end() {
      ended = true;
      Thread.interrupted();
    }

    @Override
    public synchronized void cancel() {
      if (ended) {
        return;
      }
      if (begun) {
        thread.interrupt();
      } else {
        ended = true;
        queue.remove(this);
      }
    }
  }
}
