package io.waggle.discoverychannel;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The threads of a hub that runs for real. Close it after the hub. */
public final class HubThreads implements AutoCloseable {

  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, named("waggle-discovery-timer"));
  // One thread a listener that is busy: a slow one holds up itself only (see SightingFeed).
  private final ExecutorService listeners =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          named("waggle-discovery-listener"));

  /** Starts nothing yet; threads come with the first task. */
  public HubThreads() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /** The parts for one hub. */
  public HubParts parts(WaggleClock clock, Metrics metrics) {
    return new HubParts(
        clock,
        timer,
        listeners,
        name -> new ThreadLane(name, timer),
        RandomGenerator.getDefault(),
        new LocalAddresses(clock),
        metrics);
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    timer.shutdownNow();
    listeners.shutdown();
  }
}
