package io.waggle.shell.osgi;

import io.waggle.shell.ConfigurationFollower;
import io.waggle.shell.SourceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Which configurations are in force, and which components read some. */
final class Configurations implements ConfigurationFollower {

  /** Where FileInstall notes the file a configuration was read from, as a URI. */
  private static final String FILE = "felix.fileinstall.filename";

  private final ConfigurationAdmin admin;
  private final ServiceComponentRuntime components;

  Configurations(ConfigurationAdmin admin, ServiceComponentRuntime components) {
    this.admin = admin;
    this.components = components;
  }

  List<Configuration> all() throws IOException {
    try {
      Configuration[] all = admin.listConfigurations(null);
      return all == null ? List.of() : List.of(all);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }

  /** The PID by which a configuration finds its reader. */
  static String readerPid(Configuration configuration) {
    String factory = configuration.getFactoryPid();
    return factory == null ? configuration.getPid() : factory;
  }

  @Override
  public OptionalLong generation(Path file) {
    try {
      String end = "/" + file.getFileName();
      return all().stream()
          .filter(c -> c.getProperties() != null)
          .filter(c -> String.valueOf(c.getProperties().get(FILE)).endsWith(end))
          .mapToLong(Configuration::getChangeCount)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** How many sources are configured, whether they have come up or not. */
  int sources() {
    try {
      return (int) all().stream().filter(c -> readerPid(c).startsWith(SourceFiles.PREFIX)).count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The PIDs that components read. */
  Set<String> componentPids() {
    Set<String> pids = new TreeSet<>();
    for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
      if (!"ignore".equals(component.configurationPolicy)) {
        pids.addAll(List.of(component.configurationPid));
      }
    }
    return pids;
  }

  /** The kinds of sources that components offer. */
  Collection<String> sourceKinds() {
    return componentPids().stream()
        .filter(pid -> pid.startsWith(SourceFiles.PREFIX))
        .map(pid -> pid.substring(SourceFiles.PREFIX.length()))
        .toList();
  }
}
