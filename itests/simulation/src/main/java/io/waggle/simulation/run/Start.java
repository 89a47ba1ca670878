package io.waggle.simulation.run;

import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.core.Stat;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.lookup.LookupResult;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.List;

/**
 * How a newcomer gets in.
 *
 * @param readySeconds from its start until it is ready; infinite if it is not within a minute
 * @param requests until then
 * @param queuedFound whether a lookup it was given at its start has found the nearest node
 */
public record Start(double readySeconds, long requests, boolean queuedFound) {

  private static final int PATIENCE = 60;
  private static final long LOOK = 20 * World.MILLI;

  /** Starts a node and watches it; then it is stopped. */
  public static Start watch(
      World world, Host host, NodeConfig config, Snapshot warm, List<Endpoint> contacts) {
    long began = world.now();
    world.start(host, config, warm);
    if (!contacts.isEmpty()) {
      host.submit(new Command.Bootstrap(contacts));
    }
    NodeId target = world.chance().id();
    NodeId nearest = new Truth(world.hosts(), Host::isUp).nearest(target, 1, host)[0].id();
    boolean[] found = new boolean[1];
    host.submit(
        new Command.FindNodes(target, LookupOptions.DEFAULT),
        event -> found[0] |= event instanceof DhtEvent.LookupDone done && names(done, nearest));
    while (host.node().state() != DhtState.READY && world.now() - began < PATIENCE * World.SECOND) {
      world.run(LOOK);
    }
    boolean ready = host.node().state() == DhtState.READY;
    double seconds = ready ? (world.now() - began) / 1e9 : Double.POSITIVE_INFINITY;
    long requests = host.node().stat(Stat.ASKED) + host.node().stat(Stat.REPEATED);
    world.run(30 * World.SECOND);
    world.stop(host);
    return new Start(seconds, requests, found[0]);
  }

  private static boolean names(DhtEvent.LookupDone done, NodeId id) {
    LookupResult result = done.results().get(0);
    return result.closest().stream().anyMatch(f -> f.id().equals(id));
  }
}
