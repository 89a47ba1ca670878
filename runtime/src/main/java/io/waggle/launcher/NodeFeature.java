package io.waggle.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.ID;

/**
 * What to run: the bundles and configurations of a file in the format of OSGi Compendium 8.1,
 * chapter 159 (Feature Service).
 *
 * @param bundles the bundles to install and start, in the order of the file
 * @param settings the configurations by PID
 */
record NodeFeature(List<ID> bundles, Settings settings) {

  static NodeFeature read(Path file) throws LaunchException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Feature feature = new FeatureServiceImpl().readFeature(reader);
      Settings settings = new Settings();
      feature.getConfigurations().forEach((pid, c) -> settings.put(pid, c.getValues()));
      return new NodeFeature(
          feature.getBundles().stream().map(FeatureBundle::getID).toList(), settings);
    } catch (IOException | RuntimeException e) {
      // The reader throws unchecked exceptions of its JSON library for a damaged file.
      throw new LaunchException(ExitCode.NO_START, "cannot read " + file + ": " + e, e);
    }
  }

  boolean has(String artifact) {
    return bundles.stream().anyMatch(id -> id.getArtifactId().equals(artifact));
  }
}
