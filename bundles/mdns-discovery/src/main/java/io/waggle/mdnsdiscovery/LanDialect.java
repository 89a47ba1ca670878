package io.waggle.mdnsdiscovery;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.link.InterfaceView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Opens sources that speak one dialect on the local network. */
@FunctionalInterface
public interface LanDialect {

  /**
   * What a source lives in.
   *
   * @param name of the source and of its threads
   * @param random unpredictable
   * @param metrics filled with the source's figures
   * @param interfaces those of this machine, looked at every few seconds
   * @param scheduler for that and for short tasks; not closed with the source
   */
  record Surroundings(
      String name,
      WaggleClock clock,
      RandomGenerator random,
      Metrics metrics,
      Supplier<List<InterfaceView>> interfaces,
      ScheduledExecutorService scheduler) {}

  /**
   * Opens one; links that can't be used yet are tried again later.
   *
   * @throws IOException if the machine has no descriptor left
   */
  LanSource open(LanSettings settings, Surroundings surroundings) throws IOException;
}
