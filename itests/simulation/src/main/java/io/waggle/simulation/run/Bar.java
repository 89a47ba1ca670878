package io.waggle.simulation.run;

/**
 * What a figure must reach.
 *
 * @param figure its name
 * @param sense how it is compared
 * @param limit with what
 * @param against a preset whose figure ours is divided into, or empty for the figure itself
 */
public record Bar(String figure, Sense sense, double limit, String against) {

  /** How a figure is compared. */
  public enum Sense {
    /** Not less. */
    AT_LEAST("≥"),
    /** Not more. */
    AT_MOST("≤"),
    /** Not compared, only told. */
    TOLD("");

    private final String sign;

    Sense(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }
  }

  /** At least so much. */
  public static Bar least(String figure, double limit) {
    return new Bar(figure, Sense.AT_LEAST, limit, "");
  }

  /** At most so much. */
  public static Bar most(String figure, double limit) {
    return new Bar(figure, Sense.AT_MOST, limit, "");
  }

  /** At least so many times faster than another preset. */
  public static Bar faster(String figure, double times, String than) {
    return new Bar(figure, Sense.AT_LEAST, times, than);
  }

  /** Not compared. */
  public static Bar told(String figure) {
    return new Bar(figure, Sense.TOLD, 0, "");
  }

  /** Whether a value reaches it. */
  public boolean holds(double value) {
    return switch (sense) {
      case AT_LEAST -> value >= limit;
      case AT_MOST -> value <= limit;
      case TOLD -> true;
    };
  }

  /** The worse of two values; of what is only told the first. */
  public double worse(double a, double b) {
    return switch (sense) {
      case AT_LEAST -> Math.min(a, b);
      case AT_MOST -> Math.max(a, b);
      case TOLD -> a;
    };
  }

  /** How it is named in a table. */
  public String label() {
    return against.isEmpty() ? figure : against + " / ours, " + figure;
  }
}
