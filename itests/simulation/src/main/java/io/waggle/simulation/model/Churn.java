package io.waggle.simulation.model;

import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.World;

/**
 * How long users stay and how long they stay away, as measured in KAD.
 *
 * @param sessionShape of the Weibull distribution of sessions
 * @param sessionMinutes its scale
 * @param absenceShape of the Weibull distribution of absences
 * @param absenceMinutes its scale
 */
public record Churn(
    double sessionShape, double sessionMinutes, double absenceShape, double absenceMinutes) {

  /** Sessions of 247 minutes in the mean, absences of 908: one in five is online. */
  public static final Churn KAD = new Churn(0.61511, 169.5385, 0.47648, 413.6765);

  /** Share of time online. */
  public static final double KAD_AVAILABILITY = 0.21;

  private static final int DRAWS = 16;

  /** Nanoseconds of a new session. */
  public long session(Chance chance) {
    return nanos(chance.weibull(sessionShape, sessionMinutes));
  }

  /** Nanoseconds of a new absence. */
  public long absence(Chance chance) {
    return nanos(chance.weibull(absenceShape, absenceMinutes));
  }

  /** Nanoseconds that are left of the session of somebody who is online at any moment. */
  public long restOfSession(Chance chance) {
    return rest(chance, sessionShape, sessionMinutes);
  }

  /** Nanoseconds that are left of the absence of somebody who is away at any moment. */
  public long restOfAbsence(Chance chance) {
    return rest(chance, absenceShape, absenceMinutes);
  }

  /** A moment falls into a long stay with more likelihood than into a short one. */
  private static long rest(Chance chance, double shape, double scale) {
    double[] stays = new double[DRAWS];
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      stays[i] = chance.weibull(shape, scale);
      sum += stays[i];
    }
    double mark = chance.unit() * sum;
    int chosen = 0;
    while (chosen < DRAWS - 1 && mark >= stays[chosen]) {
      mark -= stays[chosen++];
    }
    return nanos(stays[chosen] * chance.unit());
  }

  /** Whether somebody who is online now is so again, or still, after so many nanoseconds. */
  public boolean isThereAfter(Chance chance, long nanos) {
    long left = nanos - restOfSession(chance);
    boolean online = true;
    while (left > 0) {
      online = !online;
      left -= online ? session(chance) : absence(chance);
    }
    return online;
  }

  private static long nanos(double minutes) {
    return Math.max(World.SECOND, (long) (minutes * World.MINUTE));
  }
}
