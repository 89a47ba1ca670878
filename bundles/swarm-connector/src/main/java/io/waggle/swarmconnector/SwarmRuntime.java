package io.waggle.swarmconnector;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What a swarm runs on.
 *
 * @param clock the time
 * @param loop single-threaded
 * @param events single-threaded; may be blocked by listeners
 * @param relay completes stages of connections; must not be the thread of the loop
 * @param random fills an array with bytes nobody can guess
 * @param metrics where the swarm counts
 */
public record SwarmRuntime(
    WaggleClock clock,
    ScheduledExecutorService loop,
    Executor events,
    Executor relay,
    Consumer<byte[]> random,
    Metrics metrics) {

  /** The clock and the randomness of this machine. */
  public static SwarmRuntime on(SwarmThreads threads) {
    return new SwarmRuntime(
        WaggleClock.system(),
        threads.loop(),
        threads.events(),
        threads.relay(),
        new SecureRandom()::nextBytes,
        new Metrics());
  }
}
