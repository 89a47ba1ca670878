package io.waggle.transportutp.driver;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.transportutp.core.UtpSettings;
import io.waggle.transportutp.core.UtpStat;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What the sockets of a transport share.
 *
 * @param settings of each socket
 * @param clock that tells what is due
 * @param random of good quality
 * @param metrics where it is counted
 */
public record Environment(
    UtpSettings settings, WaggleClock clock, LongSupplier random, Metrics metrics) {

  /** The usual settings, the system's clock and a secure generator. */
  public static Environment usual(Metrics metrics) {
    java.security.SecureRandom random = new java.security.SecureRandom();
    return new Environment(UtpSettings.usual(), WaggleClock.system(), random::nextLong, metrics);
  }

  void count(UtpStat stat) {
    metrics.counter(name(stat)).increment();
  }

  static String name(UtpStat stat) {
    return stat.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
