package io.waggle.simulation.scenario;

import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.simulation.model.Liar;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.Truth;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.Arrays;
import java.util.List;

/** A2: one in five names only its friends, who are there, and are who they say. */
public final class Colluders implements Scenario {

  @Override
  public String id() {
    return "A2";
  }

  @Override
  public String title() {
    return "20 % of the nodes name only each other (lookups over 4 paths)";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.least("closest found %", 99.9),
        Bar.least("recall@8 %", 99.7),
        Bar.most("requests", 60));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    LookupOptions usual = preset.options();
    boolean chosen = usual.paths() != 0 || !preset.knowsSize();
    Preset four = chosen ? preset : preset.asking(LookupOptions.of(0, 4, false));
    Population population = new Population(setting, four, Link.USUAL).still().settle();
    List<Host> friends = population.members().subList(0, setting.nodes() / 5);
    Truth nearestFriends = new Truth(friends, Host::isUp);
    Liar liar =
        new Liar(
            target ->
                Arrays.stream(nearestFriends.nearest(target, 8, null))
                    .map(h -> new Found(h.id(), h.endpoint()))
                    .toList());
    friends.forEach(h -> h.behave(liar));
    Samples samples =
        new Probes(population.world(), four.options(), 0)
            .run(setting.lookups() / 2, 10 * World.MILLI);
    return samples.into(new Outcome());
  }
}
