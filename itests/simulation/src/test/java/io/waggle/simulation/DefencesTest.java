package io.waggle.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.kademliadht.core.Limits;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.lookup.LookupPolicy;
import io.waggle.kademliadht.rpc.Timing;
import io.waggle.kademliadht.table.Diversity;
import io.waggle.kademliadht.table.TableProfile;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.scenario.BulkRepublish;
import io.waggle.simulation.scenario.Colluders;
import io.waggle.simulation.scenario.ComingAndGoing;
import io.waggle.simulation.scenario.Flood;
import io.waggle.simulation.scenario.ForgedIds;
import io.waggle.simulation.scenario.Scaling;
import io.waggle.simulation.scenario.StillLookups;
import io.waggle.simulation.scenario.TableEclipse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No defence is there for show: without it some bar is not reached that is reached with it. */
class DefencesTest {

  private static final Setting QUICK = new Setting(1_000, 400, 1, 0.1);

  private record Case(Preset without, Scenario scenario, Setting setting) {}

  private static List<Case> cases() {
    return List.of(
        new Case(
            Preset.oursWith("no repetition", p -> policy(p, 0, p.timing())),
            StillLookups.s10(),
            QUICK),
        new Case(
            Preset.oursWith("no measured patience", p -> policy(p, 2, patient())),
            StillLookups.s3(),
            QUICK),
        new Case(
            Preset.OURS.but("no wide buckets", c -> c.with(TableProfile.COMPACT)),
            new Scaling(),
            QUICK),
        new Case(
            Preset.OURS.asking(LookupOptions.of(0, 1, false)).but("one path", c -> c),
            new Colluders(),
            QUICK),
        new Case(
            Preset.OURS.but(ForgedIds.UNBOUND, c -> c),
            new ForgedIds(),
            new Setting(400, 200, 1, 0.1)),
        new Case(
            Preset.OURS.but("no limits on neighbours", c -> c.with(Diversity.NONE)),
            new TableEclipse(),
            new Setting(200, 200, 1, 0.3)),
        new Case(Preset.OURS.but("no limits", c -> c.with(Limits.NONE)), new Flood(), QUICK),
        new Case(Preset.OURS.but(BulkRepublish.SINGLY, c -> c), new BulkRepublish(0), QUICK),
        new Case(Preset.OURS.newborn("a token for each target"), new BulkRepublish(0), QUICK),
        new Case(
            Preset.OURS.but("no upkeep", c -> c.maintenance(false)),
            new ComingAndGoing(),
            new Setting(200, 200, 1, 0.5)));
  }

  private static Timing patient() {
    return new Timing(false, 2_000, 0, 0, 3_000, 10_000);
  }

  private static LookupPolicy policy(LookupPolicy p, int retransmits, Timing timing) {
    return new LookupPolicy(
        p.width(), p.alpha(), p.pathAlpha(), p.paths(), retransmits, p.sanitize(), timing);
  }

  @TestFactory
  Stream<DynamicTest> someBarTurnsRedWithoutIt() {
    return cases().stream()
        .map(c -> DynamicTest.dynamicTest(c.without().name(), () -> turnsRed(c)));
  }

  private static void turnsRed(Case c) {
    Outcome without = c.scenario().run(c.setting(), c.without());
    Outcome with = c.scenario().run(c.setting(), Preset.OURS);
    List<Bar> own =
        c.scenario().bars(c.setting()).stream().filter(b -> b.against().isEmpty()).toList();
    List<String> red =
        own.stream()
            .filter(b -> !b.holds(without.get(b.figure())) && b.holds(with.get(b.figure())))
            .map(
                b ->
                    b.figure() + " is " + without.get(b.figure()) + ", was " + with.get(b.figure()))
            .toList();
    System.out.println(c.without().name() + ", " + c.scenario().id() + ": " + red);
    assertThat(red).isNotEmpty();
  }
}
