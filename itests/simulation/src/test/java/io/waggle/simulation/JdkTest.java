package io.waggle.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.scenario.Determinism;
import io.waggle.simulation.world.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The same seed gives the same bytes on a much newer JDK. */
class JdkTest {

  private static final Path JAVA_25 = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64/bin/java");

  @Test
  void sameBytesOnJdk25() throws Exception {
    assumeTrue(Files.isExecutable(JAVA_25), "no JDK 25 here");
    String here = Determinism.digest(new Setting(80, 0, 5, 0), Preset.OURS, new Digest());
    assertThat(digestOfAnotherJdk("80", "5")).isEqualTo(here).hasSize(64);
  }

  private static String digestOfAnotherJdk(String nodes, String seed) throws IOException {
    Process process =
        new ProcessBuilder(
                JAVA_25.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Simulation.class.getName(),
                "digest",
                nodes,
                seed)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
