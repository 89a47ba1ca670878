package io.waggle.simulation.scenario;

import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.simulation.model.Churn;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Turnover;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.QueryCount;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.TableCheck;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** S6: users as they come and go in KAD, and the real upkeep against it. */
public final class ComingAndGoing implements Scenario {

  private static final int ROUTERS = 4;
  private static final int STEPS = 12;

  @Override
  public String id() {
    return "S6";
  }

  @Override
  public String title() {
    return "nodes come and go as in KAD";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.most("dead entries %", 8),
        Bar.least("closest found %", 99.5),
        Bar.most("upkeep requests/s/node", 0.35),
        Bar.most("isolated nodes", 0));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    int away = (int) (setting.nodes() * (1 / Churn.KAD_AVAILABILITY - 1));
    Population population = new Population(setting, preset, Link.USUAL).away(away).settle();
    World world = population.world();
    List<Host> routers = population.members().subList(0, ROUTERS);
    List<Endpoint> endpoints = routers.stream().map(Host::endpoint).toList();
    Turnover turnover = new Turnover(world, Churn.KAD, preset::config, endpoints);
    world.hosts().stream().filter(h -> !routers.contains(h)).forEach(turnover::begin);
    return watch(world, setting, preset);
  }

  private static Outcome watch(World world, Setting setting, Preset preset) {
    long step = (long) (setting.hours() * 60 * World.MINUTE / STEPS);
    QueryCount count = new QueryCount();
    TableCheck check = new TableCheck(world);
    Probes probes = new Probes(world, preset.options(), World.MINUTE);
    List<Double> course = new ArrayList<>();
    double worst = 0;
    double upkeep = 0;
    long isolated = 0;
    for (int i = 1; i <= STEPS; i++) {
      world.tap(count);
      long before = count.queries();
      world.run(step);
      List<Host> up = world.hosts().stream().filter(Host::isUp).toList();
      upkeep = (count.queries() - before) / (step / 1e9) / up.size();
      double dead = check.deadPercent(up.subList(0, Math.min(400, up.size())));
      worst = i > STEPS / 3 ? Math.max(worst, dead) : worst;
      isolated += up.stream().filter(h -> check.isIsolated(h, 5 * World.MINUTE)).count();
      course.add(i * step / 60e9);
      course.add(dead);
    }
    Samples late = probes.run(setting.lookups(), 20 * World.MILLI);
    return late.into(new Outcome())
        .put("dead entries %", worst)
        .put("upkeep requests/s/node", upkeep)
        .put("isolated nodes", (double) isolated)
        .curve("dead entries", course.stream().mapToDouble(d -> d).toArray());
  }
}
