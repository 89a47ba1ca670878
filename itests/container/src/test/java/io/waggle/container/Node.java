package io.waggle.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.DefaultCompositeOption;

/** The framework a test runs in: the jars of {@code target/bundles}, an empty etc and data. */
final class Node {

  /** Framework property: the directory that FileInstall watches. */
  static final String CONFIG = "waggle.config";

  private Node() {}

  /** The whole node: discovery, a server to ask, and a swarm. */
  static Option[] ordinary() {
    return with(
        "dnsjava",
        "api",
        "discovery-channel",
        "known-peers",
        "dns-discovery",
        "dns-server",
        "handshake",
        "swarm-connector");
  }

  static Option[] with(String... names) {
    Path scratch = fresh(Path.of(System.getProperty("waggle.scratch")));
    DefaultCompositeOption jars = new DefaultCompositeOption();
    system().forEach(name -> jars.add(bundle(jar(name).toUri().toString()).startLevel(1)));
    Stream.of(names).forEach(name -> jars.add(bundle(jar(name).toUri().toString()).startLevel(4)));
    return options(
        frameworkProperty(CONFIG).value(scratch.resolve("etc").toString()),
        frameworkProperty("waggle.data").value(scratch.resolve("data").toString()),
        frameworkProperty("felix.fileinstall.dir").value(scratch.resolve("etc").toString()),
        frameworkProperty("felix.fileinstall.poll").value("100"),
        frameworkProperty("felix.fileinstall.enableConfigSave").value("false"),
        frameworkProperty("felix.fileinstall.configEncoding").value("UTF-8"),
        frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
        frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
        systemProperty("waggle.bundles").value(System.getProperty("waggle.bundles")),
        composite(jars),
        junitBundles());
  }

  private static List<String> system() {
    return List.of(
        "pax-logging-api",
        "org.osgi.util.function",
        "org.osgi.util.promise",
        "org.osgi.service.component",
        "org.apache.felix.metatype",
        "org.apache.felix.configadmin",
        "org.apache.felix.scr",
        "org.apache.felix.fileinstall");
  }

  /** The jar of a bundle, by its name without the version. */
  static Path jar(String name) {
    Path jar = Path.of(System.getProperty("waggle.bundles")).resolve(name + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing");
    }
    return jar.toAbsolutePath();
  }

  private static Path fresh(Path directory) {
    try {
      if (Files.exists(directory)) {
        try (Stream<Path> old = Files.walk(directory)) {
          for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      Files.createDirectories(directory.resolve("etc"));
      Files.createDirectories(directory.resolve("data"));
      return directory.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
