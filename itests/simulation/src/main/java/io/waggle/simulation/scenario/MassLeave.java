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
import io.waggle.simulation.run.TableCheck;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.List;

/** S7: half of all nodes leave at once. */
public final class MassLeave implements Scenario {

  @Override
  public String id() {
    return "S7";
  }

  @Override
  public String title() {
    return "half of the nodes leave at once";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.least("found in the first minute %", 99), Bar.least("found after 10 minutes %", 99.8));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Population population = new Population(setting, preset, Link.USUAL).settle();
    World world = population.world();
    world.run(30 * World.SECOND);
    List<Host> members = population.members();
    members.subList(0, members.size() / 2).forEach(world::stop);
    Probes probes = new Probes(world, preset.options(), 0);
    Samples first = probes.run(setting.lookups(), World.MINUTE / setting.lookups());
    world.run(10 * World.MINUTE);
    Samples later = probes.run(setting.lookups(), World.MINUTE / setting.lookups());
    List<Host> left = members.stream().filter(Host::isUp).limit(400).toList();
    return later
        .into(new Outcome())
        .put("found in the first minute %", first.successPercent())
        .put("found after 10 minutes %", later.successPercent())
        .put("recall in the first minute %", first.recallPercent())
        .put("converged p50 ms in the first minute", first.percentile(s -> s.doneMillis(), 50))
        .put("dead entries %", new TableCheck(world).deadPercent(left));
  }
}
