package io.waggle.simulation.scenario;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.Truth;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** P1: how soon a store is confirmed, and whether it lies where it belongs. */
public final class OptimisticStore implements Scenario {

  /** The region: twice the nodes that are stored at, as an honest reader's lookup passes it. */
  private static final int REGION = 16;

  private final List<Double> millis = new ArrayList<>();
  private long holders;
  private long inRegion;

  @Override
  public String id() {
    return "P1";
  }

  @Override
  public String title() {
    return "announcing: until three quarters have confirmed";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.most("confirmed p50 ms", 700),
        Bar.most("confirmed p95 ms", 1_500),
        Bar.least("holders in the region %", 95),
        Bar.least("confirmed %", 100));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    millis.clear();
    holders = 0;
    inRegion = 0;
    World world = new Population(setting, preset, Link.USUAL).still().settle().world();
    int stores = Math.max(100, setting.lookups() / 4);
    for (int i = 0; i < stores; i++) {
      store(world);
      world.run(20 * World.MILLI);
    }
    world.run(2 * World.MINUTE);
    double[] sorted = millis.stream().mapToDouble(d -> d).sorted().toArray();
    return new Outcome()
        .put("confirmed p50 ms", Samples.percentile(sorted, 50))
        .put("confirmed p95 ms", Samples.percentile(sorted, 95))
        .put("holders in the region %", holders == 0 ? 0 : 100.0 * inRegion / holders)
        .put("holders at that moment", (double) holders / Math.max(1, millis.size()))
        .put("confirmed %", 100.0 * millis.size() / stores)
        .curve("confirmed", sorted);
  }

  private void store(World world) {
    NodeId topic = world.chance().id();
    Host host = world.hosts().get(world.chance().below(world.hosts().size()));
    Set<NodeId> region =
        Arrays.stream(new Truth(world.hosts(), Host::isUp).nearest(topic, REGION, host))
            .map(Host::id)
            .collect(Collectors.toSet());
    long began = world.now();
    host.submit(
        new Command.Announce(
            topic, 4242, false, false, io.waggle.kademliadht.core.LookupOptions.DEFAULT),
        event -> {
          if (event instanceof DhtEvent.StoreDone done) {
            millis.add((world.now() - began) / 1e6);
            holders += done.holders().size();
            inRegion += done.holders().stream().filter(f -> region.contains(f.id())).count();
          }
        });
  }
}
