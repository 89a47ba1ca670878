package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of every sample of {@code etc}, the commented ones too, is taken without complaint. */
class SamplesIT {

  @TempDir Path directory;

  @Test
  void everyKeyOfTheSamplesIsKnown() throws Exception {
    Path full =
        FeatureFiles.all().stream().filter(f -> f.endsWith("full.json")).findFirst().orElseThrow();
    OperatorFiles operator = OperatorFiles.local(directory.resolve("etc"), full);
    List<Path> samples = samples();
    assertThat(samples).hasSizeGreaterThan(3);
    for (Path sample : samples) {
      String file = sample.getFileName().toString().replace(".sample", "");
      operator.write(file, active(Files.readString(sample)));
    }
    List<String> words =
        List.of(
            "--feature",
            "full",
            "--data",
            directory.resolve("data").toString(),
            "--config",
            operator.directory().toString(),
            "-c",
            "status\nsources\ndoctor");
    try (WaggleProcess node = WaggleProcess.start(Map.of(), words)) {
      assertThat(node.end()).as(node.output()).isZero();
      assertThat(node.output())
          .contains("dns-home", "chat")
          .doesNotContain("unknown key", "DISABLED");
    }
  }

  /** A key is commented without a space after the mark; ports become free ones. */
  private static String active(String sample) {
    return sample
        .replaceAll("(?m)^#(\\w)", "$1")
        .replaceAll("(?m)^port = .*", "port = 0")
        .replaceAll("(?m)^ports = .*", "ports = 0");
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(FeatureFiles.ROOT.resolve("runtime/etc"))) {
      return files.filter(f -> f.toString().endsWith(".sample")).sorted().toList();
    }
  }
}
