package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code runtime/bin/waggle}: start, stop, exit codes, terminal, commands. */
class DistributionIT {

  private static final Path JDK_25 = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");

  @TempDir Path directory;
  private List<String> dat;
  private OperatorFiles operator;

  @BeforeEach
  void localNode() throws Exception {
    Path feature =
        FeatureFiles.all().stream().filter(f -> f.endsWith("dat.json")).findFirst().orElseThrow();
    operator = OperatorFiles.local(directory.resolve("etc"), feature);
    dat =
        List.of(
            "--feature", "dat",
            "--data", directory.resolve("data").toString(),
            "--config", operator.directory().toString());
  }

  @Test
  void aDaemonOutlivesItsInputAndStopsInOrderOnSigterm() throws Exception {
    try (WaggleProcess node = WaggleProcess.start(Map.of(), dat)) {
      node.endInput();
      node.await("Swarm dat listens");
      assertThat(node.terminate()).isZero();
    }
  }

  @Test
  void aSecondProcessOnTheSameDataIsRefused() throws Exception {
    try (WaggleProcess first = WaggleProcess.start(Map.of(), dat)) {
      first.await("Swarm dat listens");
      try (WaggleProcess second = WaggleProcess.start(Map.of(), dat)) {
        assertThat(second.end()).isEqualTo(9);
        assertThat(second.output())
            .contains("is in use by process " + first.process().pid())
            .contains("--data");
      }
      assertThat(first.terminate()).isZero();
    }
  }

  @Test
  void whatIsWrongInTheCommandLineIsNamed() throws Exception {
    assertRefused(List.of("--featur", "dat"), "unknown flag --featur, did you mean --feature?");
    assertRefused(List.of("--feature", "bittorrent"), "unknown feature 'bittorrent'; there are");
    assertRefused(List.of("--config", "/no/such"), "--config /no/such: there is no such directory");
    assertRefused(List.of("join", "x", "--port", "abc"), "--port abc: expected a whole number");
  }

  private static void assertRefused(List<String> words, String message) throws Exception {
    try (WaggleProcess run = WaggleProcess.start(Map.of(), words)) {
      assertThat(run.end()).isEqualTo(2);
      assertThat(run.output()).contains("waggle: " + message);
    }
  }

  @Test
  void aScriptAnswersEachLineAndItsFailureIsTheExitCode() throws Exception {
    try (WaggleProcess good = script("lb -s | grep io.waggle.api\nwaggle:status")) {
      assertThat(good.end()).as(good.output()).isZero();
      assertThat(good.output()).contains("io.waggle.api");
    }
    try (WaggleProcess bad = script("no-such-command")) {
      assertThat(bad.end()).isEqualTo(7);
      assertThat(bad.output()).contains("no-such-command");
    }
  }

  private WaggleProcess script(String commands) throws Exception {
    Path file = Files.writeString(directory.resolve("commands.gosh"), commands);
    List<String> words = new ArrayList<>(dat);
    words.addAll(List.of("--script", file.toString()));
    return WaggleProcess.start(Map.of(), words);
  }

  /** util-linux's {@code script} gives it a terminal; the tab completes, Ctrl-D ends. */
  @Test
  void aTerminalGetsAShell() throws Exception {
    Path typescript = directory.resolve("typescript");
    String command =
        "stty cols 120 rows 30; exec " + WaggleProcess.SCRIPT + " " + String.join(" ", dat);
    try (WaggleProcess shell =
        WaggleProcess.exec(
            Map.of("TERM", "xterm"),
            List.of("script", "-q", "-e", "-c", command, typescript.toString()))) {
      shell.await("Ctrl-D stops the node");
      shell.type("lb -s | gre\tio.waggle.ap\r");
      shell.await("0.1.0.SNAPSHOT"); // grep puts the match in colour
      shell.type("\u0004");
      assertThat(shell.end()).as(shell.output()).isZero();
    }
    assertThat(directory.resolve("data/shell_history")).content().contains("grep");
  }

  @Test
  void aFileWinsOverTheFeatureAndEndsWithItsDeletion() throws Exception {
    operator.write("io.waggle.swarm-dat.cfg", "swarm.name = renamed\nport = 0\n");
    try (WaggleProcess node = WaggleProcess.start(Map.of(), dat)) {
      node.await("Swarm renamed listens");
      operator.write("io.waggle.swarm-second.cfg", "swarm.name = second\nport = 0\n");
      String listens = node.await("Swarm second listens");
      int port = Integer.parseInt(listens.substring(listens.lastIndexOf(':') + 1));
      assertThat(node.listensOn(port)).isTrue();
      Files.delete(operator.directory().resolve("io.waggle.swarm-second.cfg"));
      node.awaitFree(port);
      assertThat(node.terminate()).isZero();
      assertThat(node.output()).doesNotContain("Swarm dat listens");
    }
  }

  @Test
  void aServerAPeerAndALookupMeet() throws Exception {
    try (WaggleProcess server = WaggleProcess.start("server", "--port", "0", "--json")) {
      String address = server.await("\"listening\"");
      String dns = "127.0.0.1:" + address.replaceAll(".*\"address\":\"[^\"]*:(\\d+)\".*", "$1");
      try (WaggleProcess peer =
              WaggleProcess.start("join", "bees", "--dns", dns, "--port", "0", "--say", "buzz");
          WaggleProcess other =
              WaggleProcess.start("join", "bees", "--dns", dns, "--port", "0", "--json")) {
        assertThat(other.await("\"line\"")).contains("buzz");
        try (WaggleProcess lookup =
            WaggleProcess.start("lookup", "bees", "--dns", dns, "--seconds", "10", "--json")) {
          lookup.await("\"peer\"");
          assertThat(lookup.end()).isZero();
        }
        assertThat(peer.terminate()).isZero();
        other.await("\"closed\"");
        assertThat(other.terminate()).isZero();
      }
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void standardOutputOfACommandIsJsonOnly() throws Exception {
    List<String> command =
        List.of(
            "bash", "-c", WaggleProcess.SCRIPT + " server --port 0 --seconds 1 --json 2>/dev/null");
    try (WaggleProcess run = WaggleProcess.exec(Map.of(), command)) {
      assertThat(run.end()).isZero();
      assertThat(run.lines()).isNotEmpty().allMatch(l -> l.startsWith("{") && l.endsWith("}"));
    }
  }

  @Test
  void theNewestJdkWorksAndDoesNotWarn() throws Exception {
    assumeThat(JDK_25).as("skipped: no JDK 25 in " + JDK_25).isDirectory();
    try (WaggleProcess node = WaggleProcess.start(Map.of("JAVA_HOME", JDK_25.toString()), dat)) {
      node.await("Swarm dat listens");
      assertThat(node.terminate()).isZero();
      assertThat(node.output()).doesNotContain("WARNING");
    }
  }

  @Test
  void aLinkToTheScriptWorks() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("w"), WaggleProcess.SCRIPT);
    try (WaggleProcess run = WaggleProcess.exec(Map.of(), List.of(link.toString(), "version"))) {
      assertThat(run.end()).isZero();
      assertThat(run.output()).contains("waggle 0.");
    }
  }
}
