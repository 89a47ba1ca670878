package io.waggle.simulation.scenario;

import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** S5: the same at ten times the size, and again. */
public final class Scaling implements Scenario {

  private static final int SMALL = 1_000;
  private static final double[] HOPS = {1.9, 2.5, 3.2};
  private static final double[] FIRST = {230, 310, 400};

  @Override
  public String id() {
    return "S5";
  }

  @Override
  public String title() {
    return "ten times as many nodes, and ten times more";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    List<Bar> bars = new ArrayList<>();
    int step = 0;
    for (int nodes = SMALL; nodes <= Math.max(SMALL, setting.nodes()); nodes *= 10) {
      bars.add(Bar.least("closest found % of " + nodes, 99.9));
      bars.add(Bar.most("hops mean of " + nodes, HOPS[step]));
      bars.add(Bar.most("first p50 ms of " + nodes, FIRST[step++]));
    }
    return bars;
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Outcome outcome = new Outcome();
    List<Double> hops = new ArrayList<>();
    for (int nodes = SMALL; nodes <= Math.max(SMALL, setting.nodes()); nodes *= 10) {
      Setting sized = setting.sized(nodes, setting.lookups());
      World world = new Population(sized, preset, Link.USUAL).still().settle().world();
      Samples samples =
          new Probes(world, preset.options(), 0).run(setting.lookups(), 10 * World.MILLI);
      outcome.put("closest found % of " + nodes, samples.successPercent());
      outcome.put("hops mean of " + nodes, samples.mean(s -> s.hops()));
      outcome.put("first p50 ms of " + nodes, samples.percentile(s -> s.firstMillis(), 50));
      hops.add((double) nodes);
      hops.add(samples.mean(s -> s.hops()));
    }
    return outcome.curve("hops", hops.stream().mapToDouble(d -> d).toArray());
  }
}
