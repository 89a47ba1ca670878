package io.waggle.simulation.run;

import java.util.List;

/**
 * How much is run.
 *
 * @param quick for scenarios of a moment
 * @param lasting for scenarios that go on for minutes or hours of virtual time
 * @param seeds a bar must hold for each of them
 * @param beside names of the presets that are run beside ours
 */
public record Tier(Setting quick, Setting lasting, List<Long> seeds, List<String> beside) {

  /** In every build: two minutes beside other work. */
  public static final Tier ONE =
      new Tier(
          new Setting(1_000, 1_000, 1, 0.1),
          new Setting(400, 400, 1, 0.5),
          List.of(1L),
          List.of("classic"));

  /** 10,000 nodes. */
  public static final Tier TWO =
      new Tier(
          new Setting(10_000, 10_000, 1, 1),
          new Setting(2_000, 4_000, 1, 2),
          List.of(1L, 2L, 3L),
          List.of("classic", "npm"));

  /** 100,000 nodes. */
  public static final Tier THREE =
      new Tier(
          new Setting(100_000, 10_000, 1, 1),
          new Setting(10_000, 10_000, 1, 6),
          List.of(1L),
          List.of("classic", "npm"));

  /** By its number, 1 to 3. */
  public static Tier of(int number) {
    return List.of(ONE, TWO, THREE).get(number - 1);
  }

  /** How large a scenario is run. */
  public Setting setting(Scenario scenario) {
    return scenario.lasts() ? lasting : quick;
  }
}
