package io.waggle.simulation.run;

import java.util.Locale;

/** How figures are written. */
public final class Numbers {

  private Numbers() {}

  /** With as many decimals as are of interest. */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return "never";
    }
    boolean whole = value == Math.rint(value);
    String format = whole ? "%,.0f" : value >= 1_000 ? "%,.0f" : value >= 10 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
