package io.waggle.swarmconnector.osgi;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.swarmconnector.TcpTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Publishes {@link TcpTransport}; one for all swarms of the node. */
@Component(
    property = {
      Transport.NAME + "=" + TcpTransport.NAME,
      Transport.PREFERENCE + ":Integer=" + TcpTransport.PREFERENCE
    })
public final class TcpTransportComponent implements Transport {

  private final TcpTransport tcp;

  /** Starts its threads. */
  @Activate
  public TcpTransportComponent() throws IOException {
    tcp = new TcpTransport();
  }

  @Override
  public String name() {
    return tcp.name();
  }

  @Override
  public CompletableFuture<Wire> connect(PeerAddress address) {
    return tcp.connect(address);
  }

  @Override
  public CompletableFuture<Listener> listen(InetSocketAddress bind, Consumer<Wire> accept) {
    return tcp.listen(bind, accept);
  }

  @Deactivate
  void stop() throws IOException {
    tcp.close();
  }
}
