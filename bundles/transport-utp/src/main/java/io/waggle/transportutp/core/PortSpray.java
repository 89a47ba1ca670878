package io.waggle.transportutp.core;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Which ports of a host are probed when. With {@value OpenDoors#DOORS} of its 64,512 ports open,
 * the whole of {@value #PROBES} probes misses all of them once in 3,000 times.
 */
public final class PortSpray {

  /** How many ports are probed at most. */
  public static final int PROBES = 2_000;

  private static final int LOWEST = 1024;
  private static final int PORTS = 65_536 - LOWEST;
  private static final long INTERVAL = Duration.ofMillis(5).toNanos();
  private static final int AT_ONCE = 16;

  private final long begun;
  private final int start;
  private final int step;
  private int sent;
  private int burst;

  /** Begins at once, with a random order of ports. */
  public PortSpray(long now, LongSupplier random) {
    begun = now;
    start = Math.floorMod(random.getAsLong(), PORTS);
    step = coprime(Math.floorMod(random.getAsLong(), PORTS));
  }

  /** The next number from there on that meets every port before it meets one again. */
  private static int coprime(int from) {
    int candidate = from | 1;
    while (candidate % 3 == 0 || candidate % 7 == 0) { // PORTS is 2^10 * 3^2 * 7
      candidate += 2;
    }
    return candidate;
  }

  /** A port whose turn has come; at most a few for one moment, however late it is. */
  public OptionalInt next(long now) {
    if (sent >= PROBES || now < deadline() || burst >= AT_ONCE) {
      burst = 0;
      return OptionalInt.empty();
    }
    burst++;
    return OptionalInt.of(LOWEST + (int) ((start + (long) sent++ * step) % PORTS));
  }

  /** When the next turn comes; the end comes {@link OpenDoors#LIMIT} after the beginning. */
  public long deadline() {
    return sent >= PROBES ? begun + OpenDoors.LIMIT.toNanos() : begun + sent * INTERVAL;
  }

  /** Whether nobody can be expected to come any more. */
  public boolean isOver(long now) {
    return now - begun >= OpenDoors.LIMIT.toNanos();
  }

  /** How many have been sent. */
  public int sent() {
    return sent;
  }
}
