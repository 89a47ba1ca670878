package io.waggle.container.custom;

import io.waggle.api.swarm.spi.Handshake;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Publishes the handshake. */
public final class RollCallActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    context.registerService(
        Handshake.class,
        new RollCall(),
        FrameworkUtil.asDictionary(Map.of(Handshake.NAME, RollCall.NAME)));
  }

  @Override
  public void stop(BundleContext context) {
    // the framework takes the service back
  }
}
