package io.waggle.mailbox.net;

import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing at a time: what is run here, and what a caller does in a block synchronized on it,
 * never overlap. Once closed it runs nothing more.
 */
public final class Strand implements Executor {

  private static final Logger log = LoggerFactory.getLogger(Strand.class);

  private final ScheduledExecutorService executor;
  private final WaggleClock clock;
  private boolean closed;

  /** On an executor and a clock. */
  public Strand(ScheduledExecutorService executor, WaggleClock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  /** The date. */
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void execute(Runnable task) {
    later(Duration.ZERO, task);
  }

  /** Runs a task after a while. */
  public void later(Duration delay, Runnable task) {
    try {
      executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("a task after the end: {}", e.getMessage());
    }
  }

  private synchronized void run(Runnable task) {
    if (closed) {
      return;
    }
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("a task of the mailbox failed", e);
    }
  }

  /** Ends it; a task that runs is waited for. */
  public synchronized void close() {
    closed = true;
  }
}
