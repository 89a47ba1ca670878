package io.waggle.shell.osgi;

import io.waggle.shell.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles that are not active, each with the reason if it can be told. */
final class BundleChecks implements Supplier<List<Finding>> {

  private final BundleContext context;

  BundleChecks(BundleContext context) {
    this.context = context;
  }

  @Override
  public List<Finding> get() {
    List<Finding> findings = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      BundleRevision revision = bundle.adapt(BundleRevision.class);
      if (revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
        check(bundle, revision, findings);
      }
    }
    return findings;
  }

  private void check(Bundle bundle, BundleRevision revision, List<Finding> findings) {
    String subject = "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion();
    switch (bundle.getState()) {
      case Bundle.INSTALLED -> findings.add(Finding.problem(subject, unresolved(revision)));
      case Bundle.RESOLVED ->
          findings.add(
              Finding.problem(
                  subject, "it is not started: 'start " + bundle.getBundleId() + "' starts it"));
      case Bundle.STARTING -> {
        if (bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY) == null) {
          findings.add(Finding.note(subject, "it is starting"));
        }
      }
      case Bundle.STOPPING -> findings.add(Finding.note(subject, "it is stopping"));
      default -> {}
    }
  }

  private String unresolved(BundleRevision revision) {
    FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
    for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
      boolean optional =
          "optional".equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
      if (!optional && wiring.findProviders(requirement).isEmpty()) {
        return "it is not resolved: no bundle provides "
            + requirement.getNamespace()
            + " "
            + requirement.getDirectives().getOrDefault("filter", "");
      }
    }
    return "it is not resolved yet: 'resolve' or a restart may help";
  }
}
