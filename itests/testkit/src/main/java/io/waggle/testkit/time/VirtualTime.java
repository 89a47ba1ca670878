package io.waggle.testkit.time;

import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock and a scheduler that stand still until a test moves them. Everything runs on the thread
 * that calls {@link #advance} or {@link #runDue}, in the order of due time, then of submission. Not
 * thread-safe but for the submission of tasks.
 */
public final class VirtualTime extends AbstractExecutorService
    implements WaggleClock, ScheduledExecutorService {

  private static final Instant EPOCH = Instant.parse("2030-01-01T00:00:00Z");

  private final PriorityQueue<VirtualTask<?>> tasks = new PriorityQueue<>();
  private long now = 1_000_000_000L;
  private long sequence;
  private boolean shutdown;

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Instant instant() {
    return EPOCH.plusNanos(now);
  }

  /** Runs what is due at this moment, and what that submits for this moment. */
  public void runDue() {
    advance(Duration.ZERO);
  }

  /** Moves the time forward, running each task at its time. */
  public void advance(Duration by) {
    long end = nanoTime() + by.toNanos();
    for (VirtualTask<?> task = nextUntil(end); task != null; task = nextUntil(end)) {
      task.run();
      again(task);
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized VirtualTask<?> nextUntil(long end) {
    VirtualTask<?> task = tasks.peek();
    if (task == null || task.due() > end) {
      return null;
    }
    tasks.remove();
    now = Math.max(now, task.due());
    return task;
  }

  private synchronized void again(VirtualTask<?> task) {
    if (task.repeats() && !task.isDone() && !shutdown) {
      task.rearm(now, sequence++);
      tasks.add(task);
    }
  }

  /** How many tasks wait, the cancelled ones not counted. */
  public synchronized int pending() {
    return (int) tasks.stream().filter(task -> !task.isCancelled()).count();
  }

  private synchronized <V> VirtualTask<V> add(Callable<V> body, long delayNanos, long period) {
    if (shutdown) {
      throw new java.util.concurrent.RejectedExecutionException("shut down");
    }
    VirtualTask<V> task =
        new VirtualTask<>(body, now + Math.max(0, delayNanos), period, sequence++, this);
    tasks.add(task);
    return task;
  }

  @Override
  public void execute(Runnable command) {
    schedule(command, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(asCallable(command), unit.toNanos(delay), 0);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(callable, unit.toNanos(delay), 0);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return add(asCallable(command), unit.toNanos(initialDelay), unit.toNanos(period));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return add(asCallable(command), unit.toNanos(initialDelay), unit.toNanos(delay));
  }

  private static Callable<Object> asCallable(Runnable command) {
    return () -> {
      command.run();
      return null;
    };
  }

  @Override
  public synchronized void shutdown() {
    shutdown = true;
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    shutdown = true;
    Collection<VirtualTask<?>> left = new ArrayList<>(tasks);
    tasks.clear();
    return new ArrayList<>(left);
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutdown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutdown && tasks.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    advance(Duration.ofNanos(unit.toNanos(timeout)));
    return isTerminated();
  }
}
