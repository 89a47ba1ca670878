package io.waggle.simulation.scenario;

import io.waggle.kademliadht.table.TableProfile;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Heap;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.QueryCount;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.World;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What a node costs that does nothing but keep its table: memory, questions, processor time. */
public final class Upkeep implements Scenario {

  private static final double KILO = 1024;

  @Override
  public String id() {
    return "M0";
  }

  @Override
  public String title() {
    return "nodes that do nothing but keep their tables";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.most("heap a node kB, wide", 16),
        Bar.most("heap a node kB, compact", 8),
        Bar.most("requests/s/node", 0.35),
        Bar.least("times real time on one core", setting.nodes() <= 10_000 ? 10 : 1));
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Outcome outcome = new Outcome();
    Preset compact = preset.but("compact", c -> c.with(TableProfile.COMPACT));
    outcome.put("heap a node kB, compact", measure(setting, compact, new Outcome()));
    outcome.put("heap a node kB, wide", measure(setting, preset, outcome));
    return outcome;
  }

  /** The heap with the nodes and without them: the model of the network stays for both. */
  private static double measure(Setting setting, Preset preset, Outcome outcome) {
    Population population = keep(setting, preset, outcome);
    long with = Heap.used();
    population.world().hosts().forEach(population.world()::stop);
    double each = (with - Heap.used()) / KILO / setting.nodes();
    outcome.put("hosts of the model", population.world().hosts().size());
    return each;
  }

  private static Population keep(Setting setting, Preset preset, Outcome outcome) {
    Population population = new Population(setting, preset, Link.USUAL).settle();
    World world = population.world();
    // Entries made by the oracle are not probed before their NATs would have closed.
    world.run(6 * World.MINUTE);
    QueryCount count = new QueryCount();
    world.tap(count);
    long seconds = setting.nodes() <= 1_000 ? 240 : 120;
    long cpu = cpu();
    long events = world.events();
    world.run(seconds * World.SECOND);
    double spent = (cpu() - cpu) / 1e9;
    double live = population.members().stream().mapToInt(h -> h.node().live()).average().orElse(0);
    outcome
        .put("table entries", live)
        .put("requests/s/node", count.queries() / (double) seconds / setting.nodes())
        .put("bytes/s/node", count.bytes() / (double) seconds / setting.nodes())
        .put("times real time on one core", seconds / spent)
        .put("events a CPU-second", (world.events() - events) / spent);
    return population;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
