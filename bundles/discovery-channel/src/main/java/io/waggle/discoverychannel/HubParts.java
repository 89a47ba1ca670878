package io.waggle.discoverychannel;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import java.net.InetAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What a hub is made of. {@link HubThreads} makes one out of threads, a test out of virtual time.
 * No executor may run a task on the thread that hands it in.
 *
 * @param clock the time
 * @param timer for short tasks
 * @param listeners where listeners and futures are called
 * @param lanes where sources are called
 * @param random for jitter; used under the hub's lock only
 * @param local whether an address belongs to this machine; quick
 * @param metrics filled by the hub
 */
public record HubParts(
    WaggleClock clock,
    ScheduledExecutorService timer,
    Executor listeners,
    LaneFactory lanes,
    RandomGenerator random,
    Predicate<InetAddress> local,
    Metrics metrics) {}
