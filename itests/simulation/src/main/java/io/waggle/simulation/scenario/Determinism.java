package io.waggle.simulation.scenario;

import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.simulation.model.Churn;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.model.Turnover;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.Digest;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.List;

/** D1: the same seed gives the same bytes. */
public final class Determinism implements Scenario {

  @Override
  public String id() {
    return "D1";
  }

  @Override
  public String title() {
    return "the same seed twice";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(Bar.most("digests that differ", 0), Bar.told("datagrams"));
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Digest one = new Digest();
    Digest two = new Digest();
    boolean same = digest(setting, preset, one).equals(digest(setting, preset, two));
    return new Outcome()
        .put("digests that differ", same ? 0 : 1)
        .put("datagrams", (double) one.datagrams());
  }

  /** Ten minutes with churn, boxes, losses and lookups; the digest of all that was sent. */
  public static String digest(Setting setting, Preset preset, Digest digest) {
    Population population =
        new Population(setting, preset, Link.USUAL.bursty(0.01))
            .behind(Nat::mixed)
            .away(setting.nodes())
            .settle();
    World world = population.world();
    world.tap(digest);
    List<Endpoint> routers = List.of(population.members().get(0).endpoint());
    Churn brisk = new Churn(0.6, 10, 0.5, 10);
    Turnover turnover = new Turnover(world, brisk, preset::config, routers);
    List<Host> hosts = world.hosts();
    hosts.subList(1, hosts.size()).forEach(turnover::begin);
    new Probes(world, preset.options(), 0).run(setting.nodes() / 4, 500 * World.MILLI);
    world.run(5 * World.MINUTE);
    return digest.hex();
  }
}
