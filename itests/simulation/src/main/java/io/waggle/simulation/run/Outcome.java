package io.waggle.simulation.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one run has shown: figures by name, and curves for the plots. */
public final class Outcome {

  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, double[]> curves = new LinkedHashMap<>();

  /** Adds a figure. */
  public Outcome put(String name, double value) {
    figures.put(name, value);
    return this;
  }

  /** Adds a curve: the values alone for a distribution, else x and y in turn. */
  public Outcome curve(String name, double[] values) {
    curves.put(name, values);
    return this;
  }

  /** A figure; NaN if it was not measured. */
  public double get(String name) {
    return figures.getOrDefault(name, Double.NaN);
  }

  /** All figures in order. */
  public Map<String, Double> figures() {
    return figures;
  }

  /** All curves in order. */
  public Map<String, double[]> curves() {
    return curves;
  }
}
