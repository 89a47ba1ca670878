package io.waggle.simulation.model;

import io.waggle.simulation.world.Chance;

/**
 * Where a host lies: on a torus of one by one, behind an access line.
 *
 * @param x from 0, below 1
 * @param y from 0, below 1
 * @param accessMillis of its line: log-normal, median 8, at most 150
 * @param slowUp whether what it sends takes a fifth longer
 */
public record Place(double x, double y, double accessMillis, boolean slowUp) {

  /** Somewhere. */
  public static Place random(Chance chance) {
    double access = 8 * StrictMath.exp(0.9 * chance.normal());
    return new Place(chance.unit(), chance.unit(), Math.min(150, access), chance.happens(0.2));
  }

  /** Milliseconds to another place, without jitter. */
  public double millisTo(Place other) {
    double dx = Math.abs(x - other.x);
    double dy = Math.abs(y - other.y);
    dx = Math.min(dx, 1 - dx);
    dy = Math.min(dy, 1 - dy);
    double way = 110 * Math.sqrt(dx * dx + dy * dy) + accessMillis + other.accessMillis;
    return slowUp ? way * 1.2 : way;
  }

  /** Milliseconds there and back, without jitter. */
  public int roundTripMillis(Place other) {
    return (int) Math.round(millisTo(other) + other.millisTo(this));
  }
}
