package io.waggle.discoverychannel;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Duration LAST_CALLS = Duration.ofMillis(500);

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

  private final Set<ThreadLane> lanes = ConcurrentHashMap.newKeySet();

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
        this::openLane,
        RandomGenerator.getDefault(),
        new LocalAddresses(clock),
        metrics);
  }

  private Lane openLane(String name) {
    lanes.removeIf(lane -> !lane.isAlive());
    ThreadLane lane = new ThreadLane(name, timer);
    lanes.add(lane);
    return lane;
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
    // Sources that were let go a moment ago may still close their rounds, all in one short time.
    long end = WaggleClock.system().nanoTime() + LAST_CALLS.toNanos();
    for (ThreadLane lane : lanes) {
      lane.stop(Duration.ofNanos(end - WaggleClock.system().nanoTime()));
    }
    timer.shutdownNow();
    listeners.shutdown();
  }
}
