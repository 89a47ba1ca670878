package io.waggle.simulation.run;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.simulation.model.Behaviour;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Looks up random targets from random hosts, and holds what is found against the truth. */
public final class Probes {

  private static final int NEAREST = 8;
  private static final int SPARE = 16;

  private final World world;
  private final LookupOptions options;
  private final Truth truth;
  private Predicate<Host> working = host -> true;
  private final Chance chance;
  private Predicate<Host> askers = host -> true;
  private Samples samples = new Samples();
  private int open;

  /** Probes of a world; who counts are honest hosts within reach that have been up a while. */
  public Probes(World world, LookupOptions options, long settled) {
    this.world = world;
    this.options = options;
    this.chance = world.chance().fork();
    this.truth =
        new Truth(
            world.hosts(),
            h ->
                isAlive(h)
                    && working.test(h)
                    && h.nat().isReachable()
                    && world.now() - h.upSince() >= settled);
  }

  private static boolean isAlive(Host host) {
    return host.isUp() && host.behaviour() == Behaviour.HONEST;
  }

  /** Only these could be found. */
  public Probes among(Predicate<Host> who) {
    working = who;
    return this;
  }

  /** Only these ask. */
  public Probes from(Predicate<Host> who) {
    askers = who;
    return this;
  }

  /**
   * So many lookups, one each so many nanoseconds, and waits for their ends.
   *
   * @return those begun here
   */
  public Samples run(int count, long apart) {
    samples = new Samples();
    for (int i = 0; i < count; i++) {
      begin(chance.id());
      world.run(apart);
    }
    for (int i = 0; i < 300 && open > 0; i++) {
      world.run(World.SECOND);
    }
    samples.missing(open);
    open = 0;
    return samples;
  }

  private Host asker() {
    List<Host> hosts = world.hosts();
    for (int i = 0; i < 100_000; i++) {
      Host host = hosts.get(chance.below(hosts.size()));
      if (isAlive(host) && askers.test(host)) {
        return host;
      }
    }
    throw new IllegalStateException("nobody is left to ask");
  }

  private void begin(NodeId target) {
    Host asker = asker();
    Host[] before = truth.nearest(target, SPARE, asker);
    Samples into = samples;
    long[] operation = new long[1];
    open++;
    operation[0] =
        asker.submit(
            new Command.FindNodes(target, options),
            event -> ended(event, before, into, asker, operation));
  }

  private void ended(DhtEvent event, Host[] before, Samples into, Host asker, long[] operation) {
    if (event instanceof DhtEvent.LookupDone done && into == samples) {
      open--;
      List<Host> still = Arrays.stream(before).filter(Probes::isAlive).limit(NEAREST).toList();
      if (!still.isEmpty()) {
        into.add(Sample.of(done.results().get(0), still));
      }
      asker.forget(operation[0]);
    }
  }
}
