package io.waggle.bench;

import jakarta.json.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one run by name, printed as they come; the median of each is what counts. */
final class Figures {

  private final PrintStream out;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  Figures(PrintStream out) {
    this.out = out;
  }

  /** Takes one figure out of what the load generator measured. */
  void note(String name, JsonObject measured, String figure) {
    double value = measured.getJsonNumber(figure).doubleValue();
    add(name, value);
    out.printf(
        "%-24s %10.0f %s (lost %d of %d)%n",
        name, value, figure, measured.getInt("lost"), measured.getInt("sent"));
  }

  void add(String name, double value) {
    values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  double median(String name) {
    List<Double> all = values.get(name);
    return all.stream().sorted().toList().get(all.size() / 2);
  }

  /** How much of the second's median the first's is. */
  double ratio(String name, String other) {
    return median(name) / median(other);
  }
}
