package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person types, or a script says, to end a node. */
class ShellExitIT {

  @TempDir Path directory;
  private String node;

  @BeforeEach
  void localNode() throws Exception {
    Path feature =
        FeatureFiles.all().stream().filter(f -> f.endsWith("dat.json")).findFirst().orElseThrow();
    OperatorFiles operator = OperatorFiles.local(directory.resolve("etc"), feature);
    node =
        "%s --feature dat --data %s --config %s"
            .formatted(WaggleProcess.SCRIPT, directory.resolve("data"), operator.directory());
  }

  /** The terminal is left as it was found: lines are edited, and what is typed is seen. */
  @ParameterizedTest
  @CsvSource({"exit,0", "exit 0,0", "exit 3,3", "stop 0,0"})
  void aTerminalGetsItsShellBack(String typed, int code) throws Exception {
    String command = node + "; code=$?; stty -a; exit $code";
    try (WaggleProcess shell =
        WaggleProcess.exec(
            Map.of("TERM", "xterm"),
            List.of("script", "-q", "-e", "-c", command, directory.resolve("log").toString()))) {
      shell.await("Ctrl-D stops the node");
      shell.type(typed + "\r");
      assertThat(shell.end()).as(shell.output()).isEqualTo(code);
      assertThat(shell.output())
          .doesNotContain("Cannot coerce")
          .containsPattern("[^-]icanon")
          .containsPattern("[^-]echo ");
    }
  }

  @Test
  void aScriptEndsAtItsExitWithTheCodeGivenThere() throws Exception {
    Path script = Files.writeString(directory.resolve("script"), "status\nexit 5\nno-such-command");
    try (WaggleProcess run =
        WaggleProcess.exec(Map.of(), List.of("sh", "-c", node + " --script " + script))) {
      assertThat(run.end()).as(run.output()).isEqualTo(5);
      assertThat(run.output()).contains("swarms").doesNotContain("no-such-command");
    }
  }
}
