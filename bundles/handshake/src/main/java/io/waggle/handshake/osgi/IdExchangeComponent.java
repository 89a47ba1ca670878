package io.waggle.handshake.osgi;

import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.handshake.IdExchange;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** Publishes {@link IdExchange}. */
@Component(property = Handshake.NAME + "=" + IdExchange.NAME)
public final class IdExchangeComponent implements Handshake {

  private final Handshake handshake = new IdExchange();

  @Override
  public String name() {
    return handshake.name();
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    return handshake.negotiate(wire, request);
  }
}
