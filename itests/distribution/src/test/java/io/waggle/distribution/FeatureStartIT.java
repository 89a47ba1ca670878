package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each feature in the real Felix: all bundles active, no component waits for a service. */
class FeatureStartIT {

  @TempDir Path directory;

  static List<Path> features() throws IOException {
    // The feature of one-shot commands has no shell to ask; DistributionIT runs the commands.
    return FeatureFiles.all().stream().filter(f -> !f.endsWith("command.json")).toList();
  }

  @ParameterizedTest
  @MethodSource("features")
  void everythingIsActiveAndSatisfied(Path file) throws Exception {
    OperatorFiles operator = OperatorFiles.local(directory.resolve("etc"), file);
    String name = file.getFileName().toString().replace(".json", "");
    try (WaggleProcess node =
        WaggleProcess.start(
            "--feature",
            name,
            "--data",
            directory.resolve("data").toString(),
            "--config",
            operator.directory().toString(),
            "-c",
            "lb -s\nscr:list")) {
      assertThat(node.end()).as(node.output()).isZero();
      List<String> bundles =
          node.lines().filter(l -> l.matches(" *\\d+\\|.*")).map(String::strip).toList();
      assertThat(bundles)
          .hasSize(FeatureFiles.read(file).getBundles().size() + 1)
          .allMatch(l -> l.contains("|Active "), "active");
      assertThat(node.output()).contains("io.waggle.shell").doesNotContain("unsatisfied reference");
    }
  }
}
