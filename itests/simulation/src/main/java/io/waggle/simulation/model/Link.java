package io.waggle.simulation.model;

import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.World;

/**
 * What happens to datagrams on their way.
 *
 * @param loss share lost each way
 * @param burst share of the time, in slots of two seconds, in which a host's line is dead
 * @param duplicate share that comes twice
 * @param jitter share of the delay it may vary by, either way
 */
public record Link(double loss, double burst, double duplicate, double jitter) {

  /** 1 % lost each way, 0.1 % doubled, 5 % jitter. */
  public static final Link USUAL = new Link(0.01, 0, 0.001, 0.05);

  private static final long SLOT = 2 * World.SECOND;
  private static final int OVERSIZE = 1472;
  private static final double OVERSIZE_LOSS = 0.05;

  /** The same with another loss. */
  public Link lossy(double share) {
    return new Link(share, burst, duplicate, jitter);
  }

  /** The same with dead slots. */
  public Link bursty(double share) {
    return new Link(loss, share, duplicate, jitter);
  }

  /** How often a datagram arrives: 0 to 2 times. */
  public int copies(Chance chance, long now, int from, int to, int length) {
    boolean lost =
        chance.happens(loss)
            || (length > OVERSIZE && chance.happens(OVERSIZE_LOSS))
            || (burst > 0 && (isDead(now, from) || isDead(now, to)));
    return lost ? 0 : chance.happens(duplicate) ? 2 : 1;
  }

  /** Whether a host's line is dead in this slot: a hash, so that nothing need be kept. */
  public boolean isDead(long now, int host) {
    long mixed = (now / SLOT * 0x9e3779b97f4a7c15L ^ host) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return (mixed >>> 11) * 0x1p-53 < burst;
  }

  /** Nanoseconds from one place to another. */
  public long delay(Chance chance, Place from, Place to) {
    double factor = 1 + jitter * (2 * chance.unit() - 1);
    return (long) (from.millisTo(to) * factor * World.MILLI);
  }
}
