package io.waggle.shell.osgi;

import io.waggle.shell.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Components that do not run, each with what it lacks. */
final class ComponentChecks implements Supplier<List<Finding>> {

  private final ServiceComponentRuntime components;

  ComponentChecks(ServiceComponentRuntime components) {
    this.components = components;
  }

  @Override
  public List<Finding> get() {
    List<Finding> findings = new ArrayList<>();
    for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
      Collection<ComponentConfigurationDTO> configurations =
          components.getComponentConfigurationDTOs(component);
      if (configurations.isEmpty() && !components.isComponentEnabled(component)) {
        findings.add(Finding.note(subject(component), "it is disabled"));
      }
      configurations.forEach(c -> check(component, c, findings));
    }
    return findings;
  }

  private static void check(
      ComponentDescriptionDTO component,
      ComponentConfigurationDTO configuration,
      List<Finding> findings) {
    switch (configuration.state) {
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          findings.add(
              Finding.note(
                  subject(component),
                  "it waits for a configuration "
                      + String.join(" or ", component.configurationPid)));
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
          Arrays.stream(configuration.unsatisfiedReferences)
              .forEach(
                  r -> findings.add(Finding.problem(subject(component), missing(component, r))));
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          findings.add(
              Finding.problem(
                  subject(component),
                  "its activation failed: " + rootCause(configuration.failure)));
      default -> {}
    }
  }

  private static String subject(ComponentDescriptionDTO component) {
    return "component " + component.name;
  }

  private static String missing(
      ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference) {
    String service =
        Arrays.stream(component.references)
            .filter(r -> r.name.equals(reference.name))
            .map((ReferenceDTO r) -> r.interfaceName)
            .findFirst()
            .orElse(reference.name);
    String target = reference.target == null ? "" : " that matches " + reference.target;
    return "it waits for a service " + service + target;
  }

  /** The last cause of a stack trace says most. */
  private static String rootCause(String trace) {
    String cause = "unknown";
    for (String line : (trace == null ? "" : trace).lines().toList()) {
      if (cause.equals("unknown")) {
        cause = line.strip();
      } else if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length()).strip();
      }
    }
    return cause;
  }
}
