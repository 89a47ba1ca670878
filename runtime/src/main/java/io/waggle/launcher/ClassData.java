package io.waggle.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * The run that the JVM records for its class-data archive ({@code -XX:ArchiveClassesAtExit}): every
 * bundle works for a moment, on loopback, with free ports and a server that nobody runs.
 */
final class ClassData {

  private static final String LOOPBACK = "127.0.0.1";

  /** The discard port: a question to it is lost. */
  private static final String NOBODY = LOOPBACK + ":9";

  private ClassData() {}

  static void train(Distribution distribution) throws LaunchException, InterruptedException {
    NodeFeature full = NodeFeature.read(distribution.feature("full"));
    NodeFeature local = new NodeFeature(full.bundles(), settings());
    try (TemporaryData data = TemporaryData.create()) {
      Node node =
          Node.create(
              data.directory(), Map.of("gosh.args", "--nointeractive", "waggle.terminal", "no"));
      node.start(local, distribution, Optional.empty());
      PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
      new ShellScript("status\nsources\nlb | grep api")
          .run(node.context(), nowhere, nowhere, () -> false);
      node.stop();
    }
  }

  private static Settings settings() {
    return new Settings()
        .set(Pids.DNS, "servers", new String[] {NOBODY})
        .set(Pids.DNS, "source.trust", "LOCAL")
        .set(Pids.SWARM, "port", 0)
        .set(Pids.SWARM, "bind", LOOPBACK)
        .set(Pids.SWARM, "topics", new String[] {"waggle"})
        .set(Pids.SERVER, "ports", new String[] {"0"})
        .set(Pids.SERVER, "bind", LOOPBACK);
  }
}
