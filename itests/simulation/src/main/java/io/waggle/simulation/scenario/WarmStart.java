package io.waggle.simulation.scenario;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.table.Contact;
import io.waggle.simulation.model.Churn;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.Start;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** W1: a node comes back with the table it had, and no router is there. */
public final class WarmStart implements Scenario {

  private static final int NEWCOMERS = 20;
  private static final int[] HOURS = {1, 24, 168};
  private static final double[] SECONDS = {2, 5, 15};

  @Override
  public String id() {
    return "W1";
  }

  @Override
  public String title() {
    return "a node comes back with an old table; every router is dead";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < HOURS.length; i++) {
      bars.add(Bar.most("ready after " + HOURS[i] + " h, s, worst", SECONDS[i]));
      bars.add(Bar.least("queued lookups right after " + HOURS[i] + " h %", 100));
    }
    return bars;
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Outcome outcome = new Outcome();
    Population population = new Population(setting, preset, Link.USUAL).settle();
    World world = population.world();
    List<Endpoint> routers = List.of(Endpoint.v4(0x0a0a0a0a, 6881), Endpoint.v4(0x0a0a0a0b, 6881));
    for (int hours : HOURS) {
      List<Double> seconds = new ArrayList<>();
      int right = 0;
      for (int i = 0; i < NEWCOMERS; i++) {
        Host host = world.addHost(Nat.OPEN);
        NodeId id = world.chance().id();
        NodeConfig config = preset.config(id);
        Snapshot full = population.table(host, id, config).aged(hours * 3600);
        Start start = Start.watch(world, host, config, decayed(world, full, hours), routers);
        seconds.add(start.readySeconds());
        right += start.queuedFound() ? 1 : 0;
      }
      double[] sorted = seconds.stream().mapToDouble(d -> d).sorted().toArray();
      outcome.put("ready after " + hours + " h, s, p50", Samples.percentile(sorted, 50));
      outcome.put("ready after " + hours + " h, s, worst", Samples.percentile(sorted, 100));
      outcome.put("queued lookups right after " + hours + " h %", 100.0 * right / NEWCOMERS);
    }
    return outcome;
  }

  /** Who is not there any more, by the model of KAD, is named at an address where nobody is. */
  private static Snapshot decayed(World world, Snapshot snapshot, int hours) {
    Chance chance = world.chance();
    return new Snapshot(
        snapshot.tables().stream()
            .map(
                table ->
                    new Snapshot.Table(
                        table.family(),
                        table.id(),
                        table.contacts().stream().map(c -> decayed(chance, c, hours)).toList()))
            .toList(),
        snapshot.networkSize());
  }

  private static Contact decayed(Chance chance, Contact c, int hours) {
    if (Churn.KAD.isThereAfter(chance, hours * 60L * World.MINUTE)) {
      return c;
    }
    Endpoint nowhere = Endpoint.v4(0x7e000001 | chance.below(0x10000) << 8, 6881);
    return new Contact(
        c.id(), nowhere, c.firstSeenAge(), c.lastOkAge(), c.rttMillis(), c.live(), c.fails());
  }
}
