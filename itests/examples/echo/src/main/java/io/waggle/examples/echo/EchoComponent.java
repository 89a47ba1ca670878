package io.waggle.examples.echo;

import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The echo as a bundle: being a service is all it takes. The property {@code swarm.name} would
 * limit it to one swarm.
 */
@Component
public final class EchoComponent implements SwarmListener {

  private static final Logger log = LoggerFactory.getLogger(EchoComponent.class);

  private final SwarmListener echo =
      new LineEcho((peer, line) -> log.info("Connection {}: {}", peer.info().number(), line));

  @Override
  public void event(SwarmEvent event) {
    echo.event(event);
  }
}
