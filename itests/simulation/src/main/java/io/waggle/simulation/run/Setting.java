package io.waggle.simulation.run;

/**
 * How large a run is.
 *
 * @param nodes live nodes at a time
 * @param lookups measured, where a scenario looks up a lot
 * @param seed of all chance
 * @param hours simulated, where a scenario lasts
 */
public record Setting(int nodes, int lookups, long seed, double hours) {

  /** The same with another seed. */
  public Setting seeded(long other) {
    return new Setting(nodes, lookups, other, hours);
  }

  /** The same with other sizes. */
  public Setting sized(int newNodes, int newLookups) {
    return new Setting(newNodes, newLookups, seed, hours);
  }
}
