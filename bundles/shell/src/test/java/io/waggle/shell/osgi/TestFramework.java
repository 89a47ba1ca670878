package io.waggle.shell.osgi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A Felix with Declarative Services, Config Admin, Gogo and this bundle as the build made it. The
 * API's classes are those of the test, so that doubles can be registered as services.
 */
final class TestFramework implements AutoCloseable {

  private static final String SHARED =
      Stream.of(
                  "crypto",
                  "dht",
                  "discovery",
                  "discovery.spi",
                  "lan",
                  "mail",
                  "metrics",
                  "net",
                  "server",
                  "swarm",
                  "time")
              .map(p -> "io.waggle.api." + p + ";version=1.9.0,")
              .reduce("", String::concat)
          + "org.slf4j;version=2.0.17";

  private final Framework framework;

  TestFramework(Path cache, Path config) throws BundleException, IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, cache.toString());
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
    settings.put("felix.service.urlhandlers", "false");
    settings.put("waggle.config", config.toString());
    framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(settings);
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    for (String name :
        List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component-",
            "org.apache.felix.scr",
            "org.apache.felix.configadmin",
            "org.apache.felix.gogo.runtime",
            "jakarta.json")) {
      bundles.add(context().installBundle("file:" + library(name)));
    }
    bundles.add(install("shell", Path.of("target/classes")));
    for (Bundle bundle : bundles) {
      bundle.start();
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  private static String library(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.contains(File.separator + name))
        .filter(path -> path.endsWith(".jar"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not on the class path"));
  }

  Bundle install(String location, Path classes) throws BundleException, IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(jar);
        Stream<Path> files = Files.walk(classes)) {
      TreeMap<String, Path> entries = new TreeMap<>();
      files
          .filter(Files::isRegularFile)
          .forEach(f -> entries.put(classes.relativize(f).toString(), f));
      add(out, "META-INF/MANIFEST.MF", entries.remove("META-INF/MANIFEST.MF"));
      for (Map.Entry<String, Path> entry : entries.entrySet()) {
        add(out, entry.getKey(), entry.getValue());
      }
    }
    return context().installBundle(location, new ByteArrayInputStream(jar.toByteArray()));
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new JarEntry(name));
    Files.copy(file, out);
    out.closeEntry();
  }

  /** A service whose type the test may have of its own, so that only reflection can call it. */
  Object service(String type) throws InvalidSyntaxException {
    return context().getService(context().getAllServiceReferences(type, null)[0]);
  }

  /** Runs a line in a session of its own and gives the result. */
  Object gogo(String line) throws Exception {
    Object processor = service("org.apache.felix.service.command.CommandProcessor");
    Class<?> type = type(processor, "org.apache.felix.service.command.CommandProcessor");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Object session =
        type.getMethod(
                "createSession",
                java.io.InputStream.class,
                java.io.OutputStream.class,
                java.io.OutputStream.class)
            .invoke(processor, new ByteArrayInputStream(new byte[0]), out, out);
    Class<?> sessionType = type(session, "org.apache.felix.service.command.CommandSession");
    try {
      return sessionType.getMethod("execute", CharSequence.class).invoke(session, line);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw (Exception) e.getCause();
    } finally {
      sessionType.getMethod("close").invoke(session);
    }
  }

  private static Class<?> type(Object object, String name) throws ClassNotFoundException {
    return object.getClass().getClassLoader().loadClass(name);
  }

  /** Whether it stops by itself. */
  boolean awaitStop() {
    try {
      return framework.waitForStop(TimeUnit.SECONDS.toMillis(20)).getType()
          == FrameworkEvent.STOPPED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    awaitStop();
  }
}
