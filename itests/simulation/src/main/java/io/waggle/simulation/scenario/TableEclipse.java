package io.waggle.simulation.scenario;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.simulation.model.Behaviour;
import io.waggle.simulation.model.Churn;
import io.waggle.simulation.model.Liar;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.model.Turnover;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.TableCheck;
import io.waggle.simulation.run.Truth;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A5: somebody with 256 addresses in four /24s wants to be the table of one node. They never leave,
 * answer at once, ask it again and again, have ids in each of its buckets and name only each other,
 * while users come and go as in KAD.
 */
public final class TableEclipse implements Scenario {

  private static final int NETWORKS = 4;
  private static final int EACH = 64;
  private static final int BUCKETS = 12;
  private static final int ROUTERS = 4;
  private static final int FIRST_NETWORK = 0x0c0000;
  private static final long AGAIN = 2 * World.MINUTE;
  private static final int STEPS = 24;

  /** With fewer, three places a /24 are more than a twentieth of the table. */
  private static final int ENOUGH = 400;

  @Override
  public String id() {
    return "A5";
  }

  @Override
  public String title() {
    return "256 addresses in four /24s want the table of one node";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public List<Bar> bars(Setting setting) {
    Bar share = Bar.most("their share of its live entries, worst %", 5);
    return List.of(
        nodes(setting) < ENOUGH ? Bar.told(share.figure()) : share,
        Bar.most("their live entries, most", 12),
        Bar.least("closest found by it %", 99),
        Bar.told("its live entries"),
        Bar.told("hours"));
  }

  /** A table of 500 nodes is nearly as large as one of 10,000. */
  private static int nodes(Setting setting) {
    return setting.nodes() / 4;
  }

  private static double hours(Setting setting) {
    return (nodes(setting) < ENOUGH ? 4 : 12) * setting.hours();
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Setting sized = setting.sized(nodes(setting), setting.lookups());
    int away = (int) (sized.nodes() * (1 / Churn.KAD_AVAILABILITY - 1));
    Population population = new Population(sized, preset, Link.USUAL).away(away).settle();
    World world = population.world();
    List<Host> stay = population.members().subList(0, ROUTERS + 1);
    Host victim = stay.get(ROUTERS);
    List<Endpoint> routers = stay.subList(0, ROUTERS).stream().map(Host::endpoint).toList();
    Turnover turnover = new Turnover(world, Churn.KAD, preset::config, routers);
    world.hosts().stream().filter(h -> !stay.contains(h)).forEach(turnover::begin);
    attack(world, preset, victim);
    return watch(world, setting, preset, victim);
  }

  private static void attack(World world, Preset preset, Host victim) {
    List<Host> all = new ArrayList<>();
    Truth nearest = new Truth(all, Host::isUp);
    Liar liar =
        new Liar(
            target ->
                Arrays.stream(nearest.nearest(target, 8, null))
                    .map(h -> new Found(h.id(), h.endpoint()))
                    .toList());
    for (int i = 0; i < NETWORKS * EACH; i++) {
      int address = (FIRST_NETWORK + i % NETWORKS) << 8 | i / NETWORKS + 1;
      Host host = world.addHost(address, Nat.OPEN);
      NodeId id = inBucket(world.chance(), victim.id(), i / NETWORKS % BUCKETS);
      world.start(host, preset.config(id).maintenance(false), Snapshot.EMPTY);
      all.add(host.behave(liar));
      long first = (long) (world.chance().unit() * AGAIN);
      world.at(world.now() + first, () -> ask(world, host, victim));
    }
  }

  /** A random id that shares exactly so many leading bits with another. */
  private static NodeId inBucket(Chance chance, NodeId other, int bucket) {
    NodeId id = chance.id();
    for (int bit = 0; bit < bucket; bit++) {
      id = id.commonPrefix(other) == bit ? id.flip(bit) : id;
    }
    return id.commonPrefix(other) == bucket ? id : id.flip(bucket);
  }

  private static void ask(World world, Host host, Host victim) {
    Optional<NodeId> id = Optional.of(victim.id());
    host.submit(new Command.Query(victim.endpoint(), id, "ping", DhtArguments.NONE));
    world.at(world.now() + AGAIN, () -> ask(world, host, victim));
  }

  private static Outcome watch(World world, Setting setting, Preset preset, Host victim) {
    long step = (long) (hours(setting) * 60 * World.MINUTE / STEPS);
    TableCheck check = new TableCheck(world);
    List<Double> course = new ArrayList<>();
    double worst = 0;
    double most = 0;
    for (int i = 1; i <= STEPS; i++) {
      world.run(step);
      double share =
          check.percent(List.of(victim), (h, c) -> isAttacker(world.hostAt(c.endpoint())));
      worst = Math.max(worst, share);
      most = Math.max(most, share * victim.node().live() / 100);
      course.add(i * step / 3_600e9);
      course.add(share);
    }
    Probes probes = new Probes(world, preset.options(), World.MINUTE).from(h -> h == victim);
    Samples samples = probes.run(Math.max(100, setting.lookups() / 8), World.SECOND);
    return samples
        .into(new Outcome())
        .put("their share of its live entries, worst %", worst)
        .put("their share at the end %", course.get(course.size() - 1))
        .put("their live entries, most", Math.rint(most))
        .put("closest found by it %", samples.successPercent())
        .put("its live entries", victim.node().live())
        .put("hours", hours(setting))
        .curve("their share", course.stream().mapToDouble(d -> d).toArray());
  }

  private static boolean isAttacker(Host host) {
    return host != null && host.behaviour() != Behaviour.HONEST;
  }
}
