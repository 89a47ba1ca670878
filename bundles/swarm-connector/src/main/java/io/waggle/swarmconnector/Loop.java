package io.waggle.swarmconnector;

import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the state of one swarm is changed: one task after the other, under one lock, so that a
 * report can be taken from any thread. A task never completes a stage of the application's.
 */
final class Loop implements Executor {

  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final ScheduledExecutorService executor;
  private final WaggleClock clock;
  private final Object lock = new Object();
  private boolean stopped;

  Loop(ScheduledExecutorService executor, WaggleClock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  WaggleClock clock() {
    return clock;
  }

  /** Runs the task soon; not at all once the loop has stopped. */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      log.debug("The swarm has stopped; a task is left out");
    }
  }

  /** Runs the task before this returns, on the caller's thread; not at all once it has stopped. */
  void now(Runnable task) {
    run(task);
  }

  /** Runs the task later unless it is cancelled. */
  Future<?> after(Duration delay, Runnable task) {
    try {
      return executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return java.util.concurrent.CompletableFuture.completedFuture(null);
    }
  }

  /** The wall between parts: a defect in one task ends neither the thread nor the swarm. */
  private void run(Runnable task) {
    synchronized (lock) {
      if (stopped) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("A task of the swarm failed", e);
      }
    }
  }

  /** Reads state from any thread. */
  <T> T read(Supplier<T> reader) {
    synchronized (lock) {
      return reader.get();
    }
  }

  /** From now on no task runs. */
  void stop() {
    synchronized (lock) {
      stopped = true;
    }
  }
}
