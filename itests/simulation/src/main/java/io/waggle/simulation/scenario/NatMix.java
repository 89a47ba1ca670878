package io.waggle.simulation.scenario;

import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Items;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.TableCheck;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.List;

/** S9: most nodes are behind boxes that let in only whom they know. */
public final class NatMix implements Scenario {

  private static final int ITEMS = 40;

  @Override
  public String id() {
    return "S9";
  }

  @Override
  public String title() {
    return "half of the nodes cannot be reached by strangers";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    // In a small network more of a table are siblings, which are tried before their NAT has closed.
    double reachable = setting.nodes() < 1_000 ? 95 : 98;
    return List.of(
        Bar.least("reachable entries of open nodes %", reachable),
        Bar.least("closest found %", 99.5),
        Bar.most("items of unreachable nodes lost", 0));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Population population = new Population(setting, preset, Link.USUAL).behind(Nat::mixed).settle();
    World world = population.world();
    world.run(40 * World.MINUTE);
    TableCheck check = new TableCheck(world);
    List<Host> open = population.members().stream().filter(h -> h.nat() == Nat.OPEN).toList();
    double reachable =
        check.percent(
            open, (h, c) -> check.isThere(c) && world.hostAt(c.endpoint()).nat().isReachable());
    Items items = new Items(world).by(h -> !h.nat().isReachable());
    items.put(ITEMS);
    return new Probes(world, preset.options(), 0)
        .run(setting.lookups(), 20 * World.MILLI)
        .into(new Outcome())
        .put("reachable entries of open nodes %", reachable)
        .put("items of unreachable nodes lost", items.lost());
  }
}
