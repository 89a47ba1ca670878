package io.waggle.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.feature.ID;

/**
 * Runs {@code waggle mail demo}: the bundles of the feature flowingmail as plain jars on a class
 * path, and the demo on top of them.
 */
final class MailDemo {

  private static final String MAIN = "io.waggle.maildemo.MailDemo";

  private static final String FRAMEWORK = "org.apache.felix.framework-";

  private final Distribution distribution;
  private final Streams streams;

  MailDemo(Distribution distribution, Streams streams) {
    this.distribution = distribution;
    this.streams = streams;
  }

  int run(List<String> words) throws LaunchException {
    System.setProperty("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
    try (URLClassLoader loader =
        new URLClassLoader(jars().toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      return (Integer)
          Class.forName(MAIN, true, loader)
              .getMethod("run", PrintStream.class, PrintStream.class, List.class)
              .invoke(null, streams.out(), streams.err(), words.subList(1, words.size()));
    } catch (InvocationTargetException e) {
      throw new LaunchException(ExitCode.NO_START, "the demo failed: " + e.getCause(), e);
    } catch (IOException | ReflectiveOperationException e) {
      throw new LaunchException(ExitCode.NO_START, "the demo can't be run: " + e, e);
    }
  }

  private List<URL> jars() throws IOException, LaunchException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> demo = Files.list(distribution.root().resolve("demo"))) {
      demo.forEach(jars::add);
    }
    // The logging bundle looks for a framework and does without one, but needs its classes.
    try (Stream<Path> lib = Files.list(distribution.root().resolve("lib"))) {
      lib.filter(f -> f.getFileName().toString().startsWith(FRAMEWORK)).forEach(jars::add);
    }
    for (ID id : NodeFeature.read(distribution.feature("flowingmail")).bundles()) {
      jars.add(distribution.bundle(id));
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return urls;
  }
}
