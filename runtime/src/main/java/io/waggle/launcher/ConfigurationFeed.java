package io.waggle.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Hands the feature's configurations to Config Admin at the moment that service appears, so that no
 * component is first made without them. What the operator's directory has a file for is left to
 * that file: FileInstall gives it the same PID, so there is never a second instance, and deleting
 * the file ends it.
 */
final class ConfigurationFeed implements ServiceListener {

  private static final String FILTER = "(objectClass=org.osgi.service.cm.ConfigurationAdmin)";

  /** A file with one of these endings stands for the configuration; {@code off} leaves it out. */
  private static final List<String> ENDINGS = List.of(".cfg", ".config", ".off");

  private final BundleContext context;
  private final Map<String, Map<String, Object>> configurations;
  private final Optional<Path> operator;
  private boolean fed;

  private ConfigurationFeed(BundleContext context, Settings settings, Optional<Path> operator) {
    this.context = context;
    this.configurations = settings.all();
    this.operator = operator;
  }

  static void start(BundleContext context, Settings settings, Optional<Path> operator) {
    try {
      context.addServiceListener(new ConfigurationFeed(context, settings, operator), FILTER);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void serviceChanged(ServiceEvent event) {
    if (event.getType() == ServiceEvent.REGISTERED && !fed) {
      fed = true;
      ServiceReference<?> reference = event.getServiceReference();
      ConfigurationAdmin admin = (ConfigurationAdmin) context.getService(reference);
      configurations.forEach((pid, values) -> feed(admin, pid, values));
      context.ungetService(reference);
    }
  }

  private void feed(ConfigurationAdmin admin, String pid, Map<String, Object> values) {
    if (operator.isPresent() && file(operator.get(), pid).isPresent()) {
      return;
    }
    try {
      configuration(admin, pid).update(FrameworkUtil.asDictionary(values));
    } catch (IOException e) {
      throw new IllegalStateException("configuration " + pid + ": " + e.getMessage(), e);
    }
  }

  /** What stands for a configuration in the operator's directory. */
  static Optional<Path> file(Path directory, String pid) {
    String file = pid.replace('~', '-');
    return ENDINGS.stream().map(e -> directory.resolve(file + e)).filter(Files::exists).findFirst();
  }

  private static Configuration configuration(ConfigurationAdmin admin, String pid)
      throws IOException {
    int tilde = pid.indexOf('~');
    return tilde < 0
        ? admin.getConfiguration(pid, "?")
        : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
  }
}
