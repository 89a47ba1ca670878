package io.waggle.simulation.run;

import java.util.List;

/** One thing that happens to a network, and what must come of it. */
public interface Scenario {

  /** Its name in the design. */
  String id();

  /** What happens. */
  String title();

  /** What must come of it at that size. */
  List<Bar> bars(Setting setting);

  /** Lets it happen. */
  Outcome run(Setting setting, Preset preset);

  /** Whether it goes on for long, so that it is run with fewer nodes. */
  default boolean lasts() {
    return false;
  }

  /** Whether it is quick enough for every build; otherwise it is run from tier 2 on. */
  default boolean inEveryBuild() {
    return true;
  }

  /** The presets that are run beside ours. */
  default List<Preset> beside() {
    return List.of(Preset.CLASSIC, Preset.NPM);
  }
}
