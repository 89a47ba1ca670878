package io.waggle.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.feature.ID;

/**
 * The installed files, which a node only reads: {@code lib} the launcher, {@code system} the
 * bundles in the layout of a Maven repository, {@code features} what can be run.
 *
 * @param root the directory that holds them
 */
record Distribution(Path root) {

  /** The Feature JSON file of that name. */
  Path feature(String name) throws LaunchException {
    Path file = root.resolve("features").resolve(name + ".json");
    if (name.contains("/") || !Files.isRegularFile(file)) {
      throw LaunchException.usage(
          "unknown feature '" + name + "'; there are " + String.join(", ", featureNames()));
    }
    return file;
  }

  private List<String> featureNames() throws LaunchException {
    try (Stream<Path> files = Files.list(root.resolve("features"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".json"))
          .map(f -> f.substring(0, f.length() - ".json".length()))
          .filter(f -> !f.equals("command"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new LaunchException(ExitCode.NO_START, root + " is no distribution: " + e, e);
    }
  }

  /** The jar of a bundle. */
  Path bundle(ID id) throws LaunchException {
    Path jar =
        root.resolve("system")
            .resolve(id.getGroupId().replace('.', '/'))
            .resolve(id.getArtifactId())
            .resolve(id.getVersion())
            .resolve(id.getArtifactId() + "-" + id.getVersion() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new LaunchException(ExitCode.NO_START, "the distribution has no bundle " + id);
    }
    return jar;
  }
}
