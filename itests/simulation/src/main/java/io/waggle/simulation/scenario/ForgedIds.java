package io.waggle.simulation.scenario;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.IdPolicy;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.simulation.model.Liar;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * A3: one in five names only friends, who stand at addresses of their own and call themselves
 * whatever is nearest to what they are asked for. Once ids are taken as they are, which is told but
 * has no bar; once they must follow the address.
 */
public final class ForgedIds implements Scenario {

  /** A preset of that name takes ids as they are where ours binds them. */
  public static final String UNBOUND = "ids as they are";

  private static final int NAMED = 8;
  private static final int MANY = 10_000;

  @Override
  public String id() {
    return "A3";
  }

  @Override
  public String title() {
    return "20 % of the nodes name only friends under made-up ids nearest to the target";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    List<Bar> bars = new ArrayList<>();
    for (int paths : paths(setting)) {
      bars.add(Bar.told(any(paths)));
    }
    bars.add(Bar.least("bound ids, 4 paths: closest found %", 99.9));
    bars.add(Bar.told("bound ids, 4 paths: recall@8 %"));
    bars.add(Bar.told("bound ids, 4 paths: requests"));
    bars.add(Bar.least("bound ids, 1 path: closest found %", 99));
    return bars;
  }

  private static int[] paths(Setting setting) {
    return setting.nodes() < MANY ? new int[] {1, 4} : new int[] {1, 4, 8};
  }

  private static String any(int paths) {
    return "any ids, " + paths + (paths == 1 ? " path" : " paths") + ": closest found %";
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Outcome outcome = new Outcome();
    for (int paths : paths(setting)) {
      outcome.put(any(paths), lookUp(setting, preset, paths).successPercent());
    }
    IdPolicy ids = preset.name().equals(UNBOUND) ? IdPolicy.ANY : IdPolicy.ENFORCE;
    Preset strict = preset.but(preset.name(), c -> c.with(ids));
    Samples four = lookUp(setting, strict, 4);
    return four.into(outcome)
        .put("bound ids, 4 paths: closest found %", four.successPercent())
        .put("bound ids, 4 paths: recall@8 %", four.recallPercent())
        .put("bound ids, 4 paths: requests", four.mean(s -> s.requests()))
        .put("bound ids, 1 path: closest found %", lookUp(setting, strict, 1).successPercent());
  }

  private static Samples lookUp(Setting setting, Preset preset, int paths) {
    Population population = new Population(setting, preset, Link.USUAL).bound().still().settle();
    World world = population.world();
    List<Host> friends = friends(world, preset, setting.nodes() / 5);
    Liar liar =
        new Liar((host, target) -> named(friends, host, target), (host, target) -> host.id());
    population.members().subList(0, friends.size()).forEach(host -> host.behave(liar));
    return new Probes(world, LookupOptions.of(0, paths, false), 0)
        .run(setting.lookups() / 2, 10 * World.MILLI);
  }

  /** In no table: they are only ever named. */
  private static List<Host> friends(World world, Preset preset, int count) {
    List<Host> friends = new ArrayList<>();
    Liar liar = new Liar((host, target) -> named(friends, host, target), ForgedIds::forged);
    for (int i = 0; i < count; i++) {
      Host host = world.addHost(Nat.OPEN);
      world.start(host, preset.config(world.chance().id()).maintenance(false), Snapshot.EMPTY);
      friends.add(host.behave(liar));
    }
    return friends;
  }

  /** Others by each, for whoever is named twice serves one path only. */
  private static List<Found> named(List<Host> friends, Host by, NodeId target) {
    List<Found> named = new ArrayList<>();
    int first = Math.floorMod(target.mid() + (long) by.index() * NAMED, friends.size());
    for (int i = 0; i < NAMED; i++) {
      Host friend = friends.get((first + i) % friends.size());
      named.add(new Found(forged(friend, target), friend.endpoint()));
    }
    return named;
  }

  /** Nearer to the target than any id that was not made for it. */
  private static NodeId forged(Host host, NodeId target) {
    return NodeId.of(target.hi(), target.mid(), target.lo() ^ (host.index() + 1));
  }
}
