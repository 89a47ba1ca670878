package io.waggle.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.feature.ID;

/** One Felix framework that runs exactly the bundles and configurations of a feature. */
final class Node {

  private final Framework framework;

  private Node(Framework framework) {
    this.framework = framework;
  }

  /**
   * Creates the framework. Its cache is disposable: what a node keeps lies in the data directory.
   *
   * @param data the data directory
   * @param properties framework properties beside the common ones
   */
  static Node create(Path data, Map<String, String> properties) throws LaunchException {
    Map<String, String> all = new HashMap<>(properties);
    all.put(Constants.FRAMEWORK_STORAGE, data.resolve("work").resolve("bundles").toString());
    all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    // The launcher speaks to Config Admin by its own copy of the API, which all bundles then use.
    all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.cm;version=1.6.1");
    all.put("felix.log.level", "1");
    all.put("org.ops4j.pax.logging.DefaultServiceLog.level", "INFO");
    all.put("waggle.data", data.toString());
    Framework framework = new FrameworkFactory().newFramework(all);
    try {
      framework.init();
    } catch (BundleException e) {
      throw new LaunchException(ExitCode.NO_START, "the framework does not start: " + e, e);
    }
    return new Node(framework);
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /** Starts the framework with the feature's bundles; a bundle that fails is a failed start. */
  void start(NodeFeature feature, Distribution distribution, Optional<Path> operator)
      throws LaunchException {
    // JLine looks for its terminals with the thread's class loader, and with its own if there is
    // none; the launcher's knows nothing of bundles.
    Thread.currentThread().setContextClassLoader(null);
    List<Bundle> bundles = new ArrayList<>();
    for (ID id : feature.bundles()) {
      bundles.add(install(distribution.bundle(id)));
    }
    ConfigurationFeed.start(context(), feature.settings(), operator);
    try {
      framework.start();
    } catch (BundleException e) {
      throw new LaunchException(ExitCode.NO_START, "the framework does not start: " + e, e);
    }
    for (Bundle bundle : bundles) {
      start(bundle);
    }
  }

  /** {@code reference:} reads the jar where it lies, without a copy in the cache. */
  private Bundle install(Path jar) throws LaunchException {
    try {
      return context().installBundle("reference:" + jar.toUri());
    } catch (BundleException e) {
      throw new LaunchException(ExitCode.NO_START, "cannot install " + jar + ": " + e, e);
    }
  }

  private static void start(Bundle bundle) throws LaunchException {
    boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    try {
      if (!fragment) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
    } catch (BundleException e) {
      throw new LaunchException(
          ExitCode.NO_START,
          "bundle " + bundle.getSymbolicName() + " does not start: " + e.getMessage(),
          e);
    }
  }

  /** Waits until something else stops the framework, the shell for example. */
  void awaitEnd() throws InterruptedException {
    framework.waitForStop(0);
  }

  /** Stops all bundles in order and waits for it; they withdraw and save in their deactivation. */
  void stop() throws InterruptedException {
    try {
      framework.stop();
      framework.waitForStop(0);
    } catch (BundleException e) {
      throw new IllegalStateException("the framework does not stop", e);
    }
  }
}
