package io.waggle.simulation.model;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.List;
import java.util.function.Function;

/** Hosts come and go: seven in ten come back as who they were, the others as somebody new. */
public final class Turnover {

  private static final double SAME_AGAIN = 0.7;

  private final World world;
  private final Churn churn;
  private final Function<NodeId, NodeConfig> configs;
  private final List<Endpoint> routers;
  private final Chance chance;

  /**
   * Turnover in a world.
   *
   * @param routers nodes that everybody begins with
   */
  public Turnover(
      World world, Churn churn, Function<NodeId, NodeConfig> configs, List<Endpoint> routers) {
    this.world = world;
    this.churn = churn;
    this.configs = configs;
    this.routers = List.copyOf(routers);
    this.chance = world.chance().fork();
  }

  /** From here on this host comes and goes, whether it is here or away now. */
  public void begin(Host host) {
    if (host.isUp()) {
      leaveAfter(host, churn.restOfSession(chance));
    } else {
      comeAfter(host, churn.restOfAbsence(chance), null, 0);
    }
  }

  private void leaveAfter(Host host, long nanos) {
    world.at(world.now() + nanos, () -> leave(host));
  }

  private void leave(Host host) {
    boolean same = chance.happens(SAME_AGAIN);
    Snapshot kept = same ? host.node().snapshot(world.now()) : null;
    world.stop(host);
    comeAfter(host, churn.absence(chance), kept, world.now());
  }

  private void comeAfter(Host host, long nanos, Snapshot kept, long since) {
    world.at(world.now() + nanos, () -> come(host, kept, since));
  }

  private void come(Host host, Snapshot kept, long since) {
    NodeId id = kept == null ? chance.id() : host.id();
    int away = (int) ((world.now() - since) / World.SECOND);
    world.start(host, configs.apply(id), kept == null ? Snapshot.EMPTY : kept.aged(away));
    host.submit(new Command.Bootstrap(routers));
    leaveAfter(host, churn.session(chance));
  }
}
