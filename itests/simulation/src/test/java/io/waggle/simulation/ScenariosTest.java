package io.waggle.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.time.WaggleClock;
import io.waggle.simulation.report.Report;
import io.waggle.simulation.run.Result;
import io.waggle.simulation.run.Runner;
import io.waggle.simulation.run.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario must reach every bar; the figures are printed and written to a report. */
class ScenariosTest {

  private static final Tier TIER = Tier.of(Integer.getInteger("waggle.simulation.tier", 1));
  private static final Path FOLDER =
      Path.of(System.getProperty("waggle.simulation.report", "target/simulation"));
  private static final List<Result> RESULTS = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> reachesItsBars() {
    Runner runner = new Runner(System.out, WaggleClock.system());
    return Simulation.scenarios().stream()
        .filter(scenario -> !TIER.equals(Tier.ONE) || scenario.inEveryBuild())
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.id() + " " + scenario.title(),
                    () -> {
                      Result result = runner.run(scenario, TIER);
                      RESULTS.add(result);
                      assertThat(result.missed()).isEmpty();
                    }));
  }

  @AfterAll
  static void report() throws IOException {
    Report.write(FOLDER, RESULTS, System.out);
    assertThat(Files.readString(FOLDER.resolve("report.md"))).contains("| S1 |");
    assertThat(FOLDER.resolve("S1-converged.svg")).isNotEmptyFile();
  }
}
