package io.waggle.simulation.run;

import io.waggle.api.time.WaggleClock;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs scenarios and tells what they show as they end. */
public final class Runner {

  private final PrintStream out;
  private final WaggleClock clock;

  /** One that prints there and takes the time of that clock. */
  public Runner(PrintStream out, WaggleClock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Ours by every seed, the others by the first. */
  public Result run(Scenario scenario, Tier tier) {
    Setting setting = tier.setting(scenario);
    long began = clock.nanoTime();
    List<Outcome> ours = new ArrayList<>();
    for (long seed : tier.seeds()) {
      ours.add(scenario.run(setting.seeded(seed), Preset.OURS));
    }
    Map<String, Outcome> beside = new LinkedHashMap<>();
    for (Preset preset : scenario.beside()) {
      if (tier.beside().contains(preset.name())) {
        beside.put(preset.name(), scenario.run(setting.seeded(tier.seeds().get(0)), preset));
      }
    }
    double wall = (clock.nanoTime() - began) / 1e9;
    Result result = new Result(scenario, setting, ours, beside, wall);
    print(result);
    return result;
  }

  private void print(Result result) {
    Scenario scenario = result.scenario();
    out.printf(
        Locale.ROOT,
        "%s  %s (%d nodes, %.1f s)%n",
        scenario.id(),
        scenario.title(),
        result.setting().nodes(),
        result.wallSeconds());
    for (Bar bar : result.bars()) {
      out.printf(
          Locale.ROOT,
          "  %-4s %-45s %s %s  is %s%s%n",
          result.holds(bar) ? "ok" : "RED",
          bar.label(),
          bar.sense().sign(),
          Numbers.text(bar.limit()),
          Numbers.text(result.value(bar)),
          others(result, bar));
    }
  }

  private static String others(Result result, Bar bar) {
    StringBuilder text = new StringBuilder();
    result
        .beside()
        .forEach(
            (name, outcome) ->
                text.append(", ")
                    .append(name)
                    .append(' ')
                    .append(Numbers.text(outcome.get(bar.figure()))));
    return text.toString();
  }
}
