package io.waggle.shell.osgi;

import io.waggle.common.config.Suggestion;
import io.waggle.shell.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

/** Configurations that nobody reads: often a mistyped file name or a bundle that is missing. */
final class ConfigurationChecks implements Supplier<List<Finding>> {

  private static final List<String> MANAGED =
      List.of("org.osgi.service.cm.ManagedService", "org.osgi.service.cm.ManagedServiceFactory");

  private final BundleContext context;
  private final Configurations configurations;

  ConfigurationChecks(BundleContext context, Configurations configurations) {
    this.context = context;
    this.configurations = configurations;
  }

  @Override
  public List<Finding> get() {
    Set<String> readers = new TreeSet<>(configurations.componentPids());
    MANAGED.forEach(type -> readers.addAll(pidsOf(type)));
    List<Finding> findings = new ArrayList<>();
    try {
      for (Configuration configuration : configurations.all()) {
        String pid = Configurations.readerPid(configuration);
        if (!readers.contains(pid)) {
          findings.add(
              Finding.problem(
                  "configuration " + configuration.getPid(),
                  "no active bundle reads '" + pid + "'" + nearest(pid, readers)));
        }
      }
    } catch (IOException e) {
      findings.add(Finding.problem("configurations", "they can't be read: " + e.getMessage()));
    }
    return findings;
  }

  private static String nearest(String pid, Set<String> readers) {
    return Suggestion.nearest(pid, readers).map(n -> "; was '" + n + "' meant?").orElse("");
  }

  private Set<String> pidsOf(String type) {
    Set<String> pids = new TreeSet<>();
    try {
      ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
      for (ServiceReference<?> reference :
          references == null ? new ServiceReference<?>[0] : references) {
        add(reference.getProperty("service.pid"), pids);
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
    return pids;
  }

  private static void add(Object value, Set<String> pids) {
    if (value instanceof Object[] many) {
      for (Object pid : many) {
        pids.add(String.valueOf(pid));
      }
    } else if (value instanceof Collection<?> many) {
      many.forEach(pid -> pids.add(String.valueOf(pid)));
    } else if (value != null) {
      pids.add(value.toString());
    }
  }
}
