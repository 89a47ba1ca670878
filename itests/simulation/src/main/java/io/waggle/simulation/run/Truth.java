package io.waggle.simulation.run;

import io.waggle.api.dht.NodeId;
import io.waggle.simulation.world.Host;
import java.util.List;
import java.util.function.Predicate;

/** Who really is nearest to a target. */
public final class Truth {

  private final List<Host> hosts;
  private final Predicate<Host> counts;

  /**
   * Among these.
   *
   * @param counts who could be found at all: up, honest, reachable
   */
  public Truth(List<Host> hosts, Predicate<Host> counts) {
    this.hosts = hosts;
    this.counts = counts;
  }

  /** The nearest so many, the asker excepted, the nearest first. */
  public Host[] nearest(NodeId target, int k, Host asker) {
    Host[] best = new Host[k];
    int size = 0;
    for (Host host : hosts) {
      if (host == asker || host.id() == null || !counts.test(host)) {
        continue;
      }
      boolean full = size == k;
      if (full && !isNearer(target, host.id(), best[k - 1].id())) {
        continue;
      }
      int at = full ? k - 1 : size++;
      while (at > 0 && isNearer(target, host.id(), best[at - 1].id())) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = host;
    }
    return size == k ? best : java.util.Arrays.copyOf(best, size);
  }

  private static boolean isNearer(NodeId target, NodeId a, NodeId b) {
    int byHi = Long.compareUnsigned(a.hi() ^ target.hi(), b.hi() ^ target.hi());
    return byHi != 0 ? byHi < 0 : target.compareDistance(a, b) < 0;
  }
}
