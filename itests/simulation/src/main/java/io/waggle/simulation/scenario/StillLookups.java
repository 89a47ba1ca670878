package io.waggle.simulation.scenario;

import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.simulation.model.Link;
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
import java.util.List;
import java.util.function.Predicate;

/**
 * S1 to S4 and S10: lookups in a network that stands still.
 *
 * @param dead share of the nodes in all tables that are gone
 * @param link what happens to datagrams
 * @param swept whether the same is measured once more with a closing sweep
 */
public record StillLookups(
    String id, String title, double dead, Link link, boolean swept, List<Bar> limits)
    implements Scenario {

  /** So that a thousand lookups a minute of virtual time do not get into each other's way. */
  private static final long APART = 10 * World.MILLI;

  /** A lookup takes about so long. */
  private static final long WHILE = 600 * World.MILLI;

  /** Nobody is dead. */
  public static StillLookups s1() {
    return new StillLookups(
        "S1",
        "every table entry is alive",
        0,
        Link.USUAL,
        false,
        List.of(
            Bar.least("closest found %", 99.95),
            Bar.least("recall@8 %", 99.8),
            Bar.most("hops p50", 3),
            Bar.most("hops mean", 2.6),
            Bar.most("requests", 18),
            Bar.most("first p50 ms", 300),
            Bar.most("first p95 ms", 520),
            Bar.most("converged p50 ms", 520),
            Bar.most("converged p95 ms", 950)));
  }

  /** One in ten is dead. */
  public static StillLookups s2() {
    return new StillLookups(
        "S2",
        "10 % of the entries are dead",
        0.1,
        Link.USUAL,
        false,
        List.of(
            Bar.least("closest found %", 99.8),
            Bar.least("recall@8 %", 98.8),
            Bar.most("converged p95 ms", 1_400),
            Bar.faster("converged p95 ms", 7, "classic")));
  }

  /** Three in ten are dead. */
  public static StillLookups s3() {
    return new StillLookups(
        "S3",
        "30 % of the entries are dead",
        0.3,
        Link.USUAL,
        true,
        List.of(
            Bar.least("closest found %", 99.9),
            Bar.least("recall@8 %", 94),
            Bar.least("swept recall@8 %", 97.5),
            Bar.most("requests", 24),
            Bar.most("first p95 ms", 900),
            Bar.most("converged p50 ms", 1_300),
            Bar.most("converged p95 ms", 2_200),
            Bar.faster("converged p50 ms", 20, "classic")));
  }

  /** Half are dead. */
  public static StillLookups s4() {
    return new StillLookups(
        "S4",
        "50 % of the entries are dead",
        0.5,
        Link.USUAL,
        true,
        List.of(
            Bar.least("closest found %", 99.4),
            Bar.most("first p95 ms", 1_500),
            Bar.least("swept recall@8 %", 90)));
  }

  /** Much is lost. */
  public static StillLookups s10() {
    return new StillLookups(
        "S10",
        "5 % of the datagrams are lost each way",
        0,
        Link.USUAL.lossy(0.05),
        false,
        List.of(Bar.least("closest found %", 99.5)));
  }

  /** Lines die for two seconds at a time. */
  public static StillLookups s10Bursts() {
    return new StillLookups(
        "S10b",
        "each line is dead 5 % of the time, two seconds at a time",
        0,
        Link.USUAL.bursty(0.05),
        false,
        List.of(Bar.least("closest found %", 99)));
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return limits;
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Outcome outcome = lookUp(setting, preset).into(new Outcome());
    if (swept && preset.knowsSize()) {
      LookupOptions sweep = LookupOptions.of(0, 0, true);
      Samples more = lookUp(setting, preset.asking(sweep));
      outcome.put("swept recall@8 %", more.recallPercent());
      outcome.put("swept requests", more.mean(s -> s.requests()));
      outcome.put("swept converged p50 ms", more.percentile(s -> s.doneMillis(), 50));
    }
    return outcome;
  }

  private Samples lookUp(Setting setting, Preset preset) {
    World world = new Population(setting, preset, link).dead(dead).still().settle().world();
    Probes probes = new Probes(world, preset.options(), 0);
    if (link.burst() > 0) {
      // Nobody can be found, or find, whose line is dead all the while a lookup takes.
      Predicate<Host> works = h -> works(world.now(), h) && works(world.now() + WHILE, h);
      probes.among(works).from(works);
    }
    return probes.run(setting.lookups(), APART);
  }

  private boolean works(long now, Host host) {
    return !link.isDead(now, host.index());
  }
}
