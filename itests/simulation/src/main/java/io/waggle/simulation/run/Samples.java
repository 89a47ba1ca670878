package io.waggle.simulation.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Many lookups, summed up. */
public final class Samples {

  private final List<Sample> all = new ArrayList<>();
  private int unended;

  void add(Sample sample) {
    all.add(sample);
  }

  void missing(int lookups) {
    unended += lookups;
  }

  /** How many were begun. */
  public int size() {
    return all.size() + unended;
  }

  /** How many found the nearest. */
  public long successes() {
    return all.stream().filter(Sample::ok).count();
  }

  /** Share that found the nearest, in percent. */
  public double successPercent() {
    return size() == 0 ? 0 : 100.0 * successes() / size();
  }

  /** A bound of the true share after Wilson, in percent. */
  private double wilson(double z) {
    double n = size();
    double p = successPercent() / 100;
    double middle = p + z * z / (2 * n);
    double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return 100 * (middle + half) / (1 + z * z / n);
  }

  /** Share of the eight nearest that was found, in percent. */
  public double recallPercent() {
    return size() == 0 ? 0 : 100 * all.stream().mapToDouble(Sample::recall).sum() / size();
  }

  /** A mean. */
  public double mean(ToDoubleFunction<Sample> what) {
    return all.stream().mapToDouble(what).average().orElse(Double.NaN);
  }

  /** In order, those that are not numbers left out. */
  public double[] sorted(ToDoubleFunction<Sample> what) {
    return all.stream().mapToDouble(what).filter(v -> !Double.isNaN(v)).sorted().toArray();
  }

  /** A percentile. */
  public double percentile(ToDoubleFunction<Sample> what, double percent) {
    return percentile(sorted(what), percent);
  }

  /** A percentile of sorted values. */
  public static double percentile(double[] sorted, double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length) - 1;
    return sorted[Math.max(0, rank)];
  }

  /** Puts the usual figures of a scenario of lookups. */
  public Outcome into(Outcome outcome) {
    return outcome
        .put("closest found %", successPercent())
        .put("closest found %, 95 % bounds from", wilson(-1.96))
        .put("closest found %, 95 % bounds to", wilson(1.96))
        .put("lookups", size())
        .put("recall@8 %", recallPercent())
        .put("hops mean", mean(Sample::hops))
        .put("hops p50", percentile(Sample::hops, 50))
        .put("requests", mean(Sample::requests))
        .put("first p50 ms", percentile(Sample::firstMillis, 50))
        .put("first p95 ms", percentile(Sample::firstMillis, 95))
        .put("converged p50 ms", percentile(Sample::doneMillis, 50))
        .put("converged p95 ms", percentile(Sample::doneMillis, 95))
        .curve("first", sorted(Sample::firstMillis))
        .curve("converged", sorted(Sample::doneMillis));
  }
}
