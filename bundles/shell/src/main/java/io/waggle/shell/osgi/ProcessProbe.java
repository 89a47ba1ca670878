package io.waggle.shell.osgi;

import io.waggle.api.time.WaggleClock;
import io.waggle.shell.Machine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Reads the figures of this process. */
final class ProcessProbe implements Supplier<Machine> {

  private final String version;
  private final WaggleClock clock;

  ProcessProbe(String version, WaggleClock clock) {
    this.version = version;
    this.clock = clock;
  }

  @Override
  public Machine get() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        version,
        Runtime.version().toString(),
        Duration.between(start(), clock.instant()),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory());
  }

  /** When the process began, which is some hundredths before the virtual machine was ready. */
  static Instant start() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .orElseGet(() -> Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
  }
}
