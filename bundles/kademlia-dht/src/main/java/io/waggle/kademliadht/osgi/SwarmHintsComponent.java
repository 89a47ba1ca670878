package io.waggle.kademliadht.osgi;

import io.waggle.api.dht.BootstrapSource;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.kademliadht.source.SwarmHints;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** Tries the peers of the swarms as nodes while the DHT looks for some. */
@Component(service = {BootstrapSource.class, SwarmListener.class})
public final class SwarmHintsComponent implements BootstrapSource, SwarmListener {

  private final SwarmHints hints = new SwarmHints();

  @Override
  public CompletionStage<List<PeerAddress>> nodes() {
    return hints.nodes();
  }

  @Override
  public void event(SwarmEvent event) {
    if (event instanceof SwarmEvent.Connected connected
        && connected.connection().info().initiator()) {
      hints.connected(connected.connection().info().address());
    }
  }
}
