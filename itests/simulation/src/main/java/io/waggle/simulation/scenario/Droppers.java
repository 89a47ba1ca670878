package io.waggle.simulation.scenario;

import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.simulation.model.Behaviour;
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
import java.util.List;

/** A1: one in five answers nobody. */
public final class Droppers implements Scenario {

  @Override
  public String id() {
    return "A1";
  }

  @Override
  public String title() {
    return "20 % of the nodes answer no question";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(Bar.least("closest found %", 99.8), Bar.least("recall@8 % over 4 paths", 99.9));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Samples four = lookUp(setting, preset.asking(LookupOptions.of(0, 4, false)));
    return lookUp(setting, preset)
        .into(new Outcome())
        .put("closest found % over 4 paths", four.successPercent())
        .put("recall@8 % over 4 paths", four.recallPercent())
        .put("requests over 4 paths", four.mean(s -> s.requests()));
  }

  private static Samples lookUp(Setting setting, Preset preset) {
    Population population = new Population(setting, preset, Link.USUAL).still().settle();
    population.members().subList(0, setting.nodes() / 5).forEach(h -> h.behave(Behaviour.DROPPER));
    return new Probes(population.world(), preset.options(), 0)
        .run(setting.lookups(), 10 * World.MILLI);
  }
}
