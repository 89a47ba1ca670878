package io.waggle.simulation.scenario;

import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Items;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.World;
import java.util.List;

/** S8: the network breaks in two halves for half an hour. */
public final class Partition implements Scenario {

  private static final int ITEMS = 40;

  @Override
  public String id() {
    return "S8";
  }

  @Override
  public String title() {
    return "two halves do not hear each other for 30 minutes";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(Bar.least("closest found 15 minutes later %", 99), Bar.most("items lost", 0));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    World world = new Population(setting, preset, Link.USUAL).settle().world();
    world.run(30 * World.SECOND);
    Items items = new Items(world);
    items.put(ITEMS);
    world.divide((a, b) -> (a.index() & 1) == (b.index() & 1));
    world.run(30 * World.MINUTE);
    world.divide(World.Border.OPEN);
    Probes probes = new Probes(world, preset.options(), 0);
    int tries = Math.max(100, setting.lookups() / 4);
    Samples atOnce = probes.run(tries, 20 * World.MILLI);
    world.run(15 * World.MINUTE);
    Samples later = probes.run(tries, 20 * World.MILLI);
    return later
        .into(new Outcome())
        .put("closest found at once %", atOnce.successPercent())
        .put("closest found 15 minutes later %", later.successPercent())
        .put("items lost", items.lost());
  }
}
