package io.waggle.swarmconnector;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one swarm.
 *
 * @param loop single-threaded: where the swarm decides
 * @param events single-threaded: where listeners are called
 * @param relay where stages of connections are completed that can't be where they came up
 */
public record SwarmThreads(
    ScheduledExecutorService loop, ExecutorService events, ExecutorService relay)
    implements AutoCloseable {

  private static final long LAST_TASKS_SECONDS = 1;

  /** Three daemon threads, named after the swarm. */
  public static SwarmThreads named(String name) {
    ScheduledThreadPoolExecutor loop =
        new ScheduledThreadPoolExecutor(1, factory("waggle-swarm-" + name));
    loop.setRemoveOnCancelPolicy(true);
    return new SwarmThreads(
        loop,
        single("waggle-swarm-" + name + "-events"),
        single("waggle-swarm-" + name + "-relay"));
  }

  private static ExecutorService single(String name) {
    return new ThreadPoolExecutor(
        1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(name));
  }

  private static ThreadFactory factory(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Lets the last events and completions through, for a second at most, and ends the threads. */
  @Override
  public void close() {
    loop.shutdownNow();
    List<ExecutorService> draining = List.of(relay, events);
    draining.forEach(ExecutorService::shutdown);
    try {
      for (ExecutorService executor : draining) {
        if (!executor.awaitTermination(LAST_TASKS_SECONDS, TimeUnit.SECONDS)) {
          executor.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      draining.forEach(ExecutorService::shutdownNow);
      Thread.currentThread().interrupt();
    }
  }
}
