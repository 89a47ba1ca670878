package io.waggle.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.feature.Feature;

/**
 * A configuration directory for tests: what a feature would send to public servers is off, and its
 * ports are free ones.
 *
 * @param directory where the files are
 */
record OperatorFiles(Path directory) {

  static OperatorFiles local(Path directory, Path featureFile) throws IOException {
    OperatorFiles files = new OperatorFiles(Files.createDirectories(directory));
    Feature feature = FeatureFiles.read(featureFile);
    for (String pid : feature.getConfigurations().keySet()) {
      files.localize(pid, feature.getConfigurations().get(pid).getValues());
    }
    return files;
  }

  private void localize(String pid, Map<String, Object> values) throws IOException {
    String name = pid.replace('~', '-');
    if (pid.startsWith("io.waggle.source.dns~")) {
      write(name + ".off", "");
    } else if (pid.startsWith("io.waggle.swarm~")) {
      write(name + ".cfg", "swarm.name = " + values.get("swarm.name") + "\nport = 0\n");
    } else if (pid.startsWith("io.waggle.server.dns~")) {
      write(name + ".cfg", "ports = 0\n");
    } else if (pid.startsWith("io.waggle.udp~")) {
      write(name + ".cfg", "udp.name = " + values.get("udp.name") + "\nport = 0\n");
    }
  }

  void write(String file, String text) throws IOException {
    Path temporary = directory.resolve(file + ".new");
    Files.writeString(temporary, text);
    Files.move(temporary, directory.resolve(file), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
