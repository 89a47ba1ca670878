package io.waggle.dnsdiscovery;

import io.waggle.api.time.WaggleClock;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * What every part of the client works with.
 *
 * @param clock only for dates that are shown; the time is that of the timers
 * @param transmitter sends a packet
 * @param resolver its answers come on the engine's thread
 */
record ClientContext(
    WaggleClock clock,
    Timers timers,
    RandomGenerator random,
    ClientMeters meters,
    Codec codec,
    BiConsumer<byte[], InetSocketAddress> transmitter,
    HostResolver resolver) {

  QueryWriter writer() {
    return codec.writer();
  }

  /** Nanoseconds between {@code least} and a tenth more. */
  long jittered(long least) {
    return least + (long) (random.nextDouble() * least / 10);
  }
}
