package io.waggle.simulation.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the runs of one scenario have shown.
 *
 * @param scenario which
 * @param setting of what size
 * @param ours an outcome a seed
 * @param beside the outcome of each other preset, of the first seed
 * @param wallSeconds it took
 */
public record Result(
    Scenario scenario,
    Setting setting,
    List<Outcome> ours,
    Map<String, Outcome> beside,
    double wallSeconds) {

  /** The bars at that size. */
  public List<Bar> bars() {
    return scenario.bars(setting);
  }

  /** What is compared with a bar: the worst of all seeds. */
  public double value(Bar bar) {
    double worst = value(bar, ours.get(0));
    for (Outcome outcome : ours) {
      worst = bar.worse(worst, value(bar, outcome));
    }
    return worst;
  }

  private double value(Bar bar, Outcome outcome) {
    double own = outcome.get(bar.figure());
    if (bar.against().isEmpty()) {
      return own;
    }
    Outcome other = beside.get(bar.against());
    return other == null ? Double.NaN : other.get(bar.figure()) / own;
  }

  /** Whether every seed reaches it. */
  public boolean holds(Bar bar) {
    return bar.holds(value(bar));
  }

  /** The bars that were not reached, with what was. */
  public Map<Bar, Double> missed() {
    Map<Bar, Double> missed = new LinkedHashMap<>();
    bars().stream().filter(bar -> !holds(bar)).forEach(bar -> missed.put(bar, value(bar)));
    return missed;
  }
}
