package io.waggle.distribution;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.ID;

/** The features of the built distribution. */
final class FeatureFiles {

  static final Path ROOT = Path.of(System.getProperty("waggle.root"));
  private static final Path DIST = ROOT.resolve("runtime/target/dist");

  private FeatureFiles() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(DIST.resolve("features"))) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  static Feature read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new FeatureServiceImpl().readFeature(reader);
    }
  }

  static Path jar(ID id) {
    return DIST.resolve("system")
        .resolve(id.getGroupId().replace('.', '/'))
        .resolve(id.getArtifactId())
        .resolve(id.getVersion())
        .resolve(id.getArtifactId() + "-" + id.getVersion() + ".jar");
  }

  /** The framework that the launcher starts. */
  static Path framework() throws IOException {
    try (Stream<Path> files = Files.list(DIST.resolve("lib"))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("org.apache.felix.framework-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
