package io.waggle.interop;

import io.waggle.api.metrics.Metrics;
import io.waggle.transportutp.core.Idle;
import io.waggle.transportutp.core.UtpSettings;
import io.waggle.transportutp.driver.Environment;
import io.waggle.transportutp.driver.UtpTransport;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A uTP of ours that asks after half a second of silence, and gives up after three questions. */
final class ImpatientUtp implements AutoCloseable {

  private static final long PATIENCE = Duration.ofSeconds(40).toNanos();

  private final Metrics metrics = new Metrics();
  final UtpTransport transport = UtpTransport.alone(environment(metrics));

  private static Environment environment(Metrics metrics) {
    Environment usual = Environment.usual(metrics);
    UtpSettings all = usual.settings();
    Idle idle = new Idle(Duration.ofMinutes(10), Duration.ofMillis(500), 3);
    return new Environment(
        new UtpSettings(
            all.receiveBuffer(), all.sendBuffer(), all.connections(), all.largestPacket(), idle),
        usual.clock(),
        usual.random(),
        metrics);
  }

  long count(String metric) {
    return metrics.snapshot().getOrDefault(metric, 0L);
  }

  /** Until it has asked so often. */
  void awaitProbes(int wanted) {
    long end = System.nanoTime() + PATIENCE;
    while (count("probes") < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("only " + count("probes") + " probes");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
