package io.waggle.simulation.scenario;

import io.waggle.kademliadht.core.Snapshot;
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
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** W2: a newborn node that has been told of one other. */
public final class ColdStart implements Scenario {

  private static final int NEWCOMERS = 40;

  @Override
  public String id() {
    return "W2";
  }

  @Override
  public String title() {
    return "a new node knows one other";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.most("ready s, p95", 3),
        Bar.most("requests until ready, p95", 80),
        Bar.least("queued lookups right %", 97));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Population population = new Population(setting, preset, Link.USUAL).settle();
    World world = population.world();
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < NEWCOMERS; i++) {
      Host host = world.addHost(Nat.OPEN);
      Host known = population.members().get(world.chance().below(setting.nodes()));
      starts.add(
          Start.watch(
              world,
              host,
              preset.config(world.chance().id()),
              Snapshot.EMPTY,
              List.of(known.endpoint())));
    }
    double[] seconds = starts.stream().mapToDouble(Start::readySeconds).sorted().toArray();
    double[] requests = starts.stream().mapToDouble(Start::requests).sorted().toArray();
    long right = starts.stream().filter(Start::queuedFound).count();
    return new Outcome()
        .put("ready s, p50", Samples.percentile(seconds, 50))
        .put("ready s, p95", Samples.percentile(seconds, 95))
        .put("requests until ready, p50", Samples.percentile(requests, 50))
        .put("requests until ready, p95", Samples.percentile(requests, 95))
        .put("queued lookups right %", 100.0 * right / NEWCOMERS);
  }
}
