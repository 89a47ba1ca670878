package io.waggle.simulation.mail;

import io.waggle.api.time.WaggleClock;
import io.waggle.simulation.world.World;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The world's time as clock and executor of one machine. While the machine is off nothing runs:
 * what was due then is done within a minute after it is on again.
 */
public final class WorldTimers extends AbstractExecutorService
    implements ScheduledExecutorService, WaggleClock {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final World world;
  private final BooleanSupplier on;
  private final long shortest;
  private boolean closed;

  /**
   * Those of one machine.
   *
   * @param on whether it is on
   * @param shortest repeated tasks are not run more often than so many nanoseconds
   */
  public WorldTimers(World world, BooleanSupplier on, long shortest) {
    this.world = world;
    this.on = on;
    this.shortest = shortest;
  }

  @Override
  public long nanoTime() {
    return world.now();
  }

  @Override
  public Instant instant() {
    return START.plusNanos(world.now());
  }

  @Override
  public void execute(Runnable task) {
    schedule(task, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Task<Void> scheduled = new Task<>(task, null, 0);
    scheduled.at(world.now() + unit.toNanos(delay));
    return scheduled;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("nobody schedules calls");
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long first, long period, TimeUnit unit) {
    Task<Void> scheduled = new Task<>(task, null, Math.max(shortest, unit.toNanos(period)));
    scheduled.at(world.now() + unit.toNanos(first));
    return scheduled;
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long first, long delay, TimeUnit unit) {
    return scheduleAtFixedRate(task, first, delay, unit);
  }

  private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {

    private final long period;
    private long due;

    Task(Runnable task, V result, long period) {
      super(task, result);
      this.period = period;
    }

    void at(long time) {
      due = time;
      world.at(time, this::now);
    }

    private void now() {
      if (closed || isCancelled()) {
        return;
      }
      if (!on.getAsBoolean()) {
        at(world.now() + World.MINUTE);
      } else if (period == 0) {
        run();
      } else if (runAndReset()) {
        at(world.now() + period);
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - world.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return closed;
  }

  @Override
  public boolean isTerminated() {
    return closed;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return closed;
  }
}
