package io.waggle.simulation;

import io.waggle.api.time.WaggleClock;
import io.waggle.simulation.mail.MailAmongColluders;
import io.waggle.simulation.mail.MailChurn;
import io.waggle.simulation.mail.MailOnline;
import io.waggle.simulation.report.Report;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Result;
import io.waggle.simulation.run.Runner;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.Tier;
import io.waggle.simulation.scenario.BulkRepublish;
import io.waggle.simulation.scenario.ColdStart;
import io.waggle.simulation.scenario.Colluders;
import io.waggle.simulation.scenario.ComingAndGoing;
import io.waggle.simulation.scenario.Determinism;
import io.waggle.simulation.scenario.Droppers;
import io.waggle.simulation.scenario.Flood;
import io.waggle.simulation.scenario.ForgedIds;
import io.waggle.simulation.scenario.MassLeave;
import io.waggle.simulation.scenario.NatMix;
import io.waggle.simulation.scenario.OptimisticStore;
import io.waggle.simulation.scenario.Partition;
import io.waggle.simulation.scenario.Scaling;
import io.waggle.simulation.scenario.SmallNetworks;
import io.waggle.simulation.scenario.StillLookups;
import io.waggle.simulation.scenario.TableEclipse;
import io.waggle.simulation.scenario.Upkeep;
import io.waggle.simulation.scenario.WarmStart;
import io.waggle.simulation.world.Digest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs scenarios by hand; the README has the command. */
public final class Simulation {

  private static final PrintStream OUT = System.out;

  private Simulation() {}

  /** Every scenario, in the order of the report. */
  public static List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>(dht());
    all.addAll(MailChurn.all());
    return all;
  }

  private static List<Scenario> dht() {
    return List.of(
        StillLookups.s1(),
        StillLookups.s2(),
        StillLookups.s3(),
        StillLookups.s4(),
        new Scaling(),
        new ComingAndGoing(),
        new MassLeave(),
        new Partition(),
        new NatMix(),
        StillLookups.s10(),
        StillLookups.s10Bursts(),
        new Droppers(),
        new Colluders(),
        new ForgedIds(),
        new TableEclipse(),
        new Flood(),
        new WarmStart(),
        new ColdStart(),
        new SmallNetworks(),
        new OptimisticStore(),
        new BulkRepublish(0),
        new BulkRepublish(0.3),
        new Determinism(),
        new MailOnline(),
        new MailAmongColluders(0.2, 100),
        new MailAmongColluders(0.4, 99),
        new Upkeep());
  }

  /**
   * Runs scenarios and writes the report.
   *
   * @param only ids, or empty for all
   */
  public static List<Result> run(List<String> only, Tier tier, Path folder, PrintStream out)
      throws IOException {
    Runner runner = new Runner(out, WaggleClock.system());
    List<Result> results = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      if (only.isEmpty() || only.contains(scenario.id())) {
        results.add(runner.run(scenario, tier));
        Report.write(folder, results, out);
      }
    }
    return results;
  }

  /**
   * Arguments: {@code digest NODES SEED}; {@code FOLDER TIER [ID...]}; or {@code FOLDER
   * NODES,LOOKUPS,HOURS,SEED [ID...]} for one size of one's own.
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("digest")) {
      Setting setting = new Setting(Integer.parseInt(args[1]), 0, Long.parseLong(args[2]), 0);
      OUT.println(Determinism.digest(setting, Preset.OURS, new Digest()));
      return;
    }
    List<String> only = Arrays.asList(args).subList(2, args.length);
    run(only, tier(args[1]), Path.of(args[0]), OUT);
  }

  private static Tier tier(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length == 1) {
      return Tier.of(Integer.parseInt(text));
    }
    Setting setting =
        new Setting(
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Long.parseLong(parts[3]),
            Double.parseDouble(parts[2]));
    return new Tier(setting, setting, List.of(setting.seed()), List.of("classic", "npm"));
  }
}
