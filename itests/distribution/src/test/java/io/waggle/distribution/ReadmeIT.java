package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the README: each {@code console} block is one session of bash in the project's directory,
 * and every command in it must succeed. What still runs in the background at its end is stopped.
 */
class ReadmeIT {

  private static final Pattern BLOCK = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  static Stream<String> blocks() throws Exception {
    String readme = Files.readString(FeatureFiles.ROOT.resolve("README.md"));
    return BLOCK.matcher(readme).results().map((MatchResult r) -> r.group(1));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyCommandSucceeds(String block) throws Exception {
    List<String> commands =
        block.lines().filter(l -> l.startsWith("$ ")).map(l -> l.substring(2)).toList();
    assertThat(commands).as("commands begin with a dollar sign:\n%s", block).isNotEmpty();
    String session =
        "set -eu\ntrap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT\ncd "
            + FeatureFiles.ROOT
            + "\n"
            + String.join("\n", commands)
            + "\n";
    Map<String, String> environment = Map.of("WAGGLE_DATA", directory.resolve("data").toString());
    try (WaggleProcess bash = WaggleProcess.exec(environment, List.of("bash", "-c", session))) {
      assertThat(bash.end()).as(bash.output()).isZero();
    }
  }
}
