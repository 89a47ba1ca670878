package io.waggle.shell.osgi;

import java.util.function.IntConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Ends the node with an exit code: by the launcher, or by the framework where there is none. */
@Component(service = NodeEnd.class)
public final class NodeEnd implements IntConsumer {

  private final BundleContext context;

  @Reference(
      target = "(waggle.exit=true)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile IntConsumer launcher;

  /** Of the framework of this bundle. */
  @Activate
  public NodeEnd(BundleContext context) {
    this.context = context;
  }

  @Override
  public void accept(int code) {
    IntConsumer now = launcher;
    if (now != null) {
      now.accept(code);
      return;
    }
    try {
      context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
    } catch (BundleException e) {
      throw new IllegalStateException("the framework does not stop", e);
    }
  }
}
