package io.waggle.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.lookup.LookupResult;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A lookup's duration is the time from its order to the news of its end, with and without sweep.
 */
class DurationTest {

  @Test
  void isWhatPassesOutside() {
    Setting setting = new Setting(200, 0, 3, 0);
    Population population = new Population(setting, Preset.OURS, Link.USUAL).still().settle();
    World world = population.world();
    List<Long> told = new ArrayList<>();
    List<Long> passed = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Host host = population.members().get(i);
      long began = world.now();
      LookupOptions options = LookupOptions.of(0, 0, i % 2 == 0);
      host.submit(
          new Command.FindNodes(world.chance().id(), options),
          event -> {
            if (event instanceof DhtEvent.LookupDone done) {
              LookupResult result = done.results().get(0);
              told.add(result.nanos());
              passed.add(world.now() - began);
            }
          });
      world.run(10 * World.SECOND);
    }
    assertThat(told).hasSize(50).isEqualTo(passed).allMatch(n -> n > 50 * World.MILLI);
  }
}
