package io.waggle.handshake.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.handshake.noise.NodeIdentity;
import io.waggle.handshake.noise.NoiseHandshake;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Noise with a key that is made at each start and kept nowhere: for swarms whose peers prove
 * otherwise who they are, and do not want to be known again by strangers.
 */
@Component(property = Handshake.NAME + "=" + AnonymousNoiseComponent.ANONYMOUS)
public final class AnonymousNoiseComponent implements Handshake {

  static final String ANONYMOUS = "noise-anonymous";

  private final NoiseHandshake handshake;

  /** With another key each time. */
  @Activate
  public AnonymousNoiseComponent(@Reference Crypto crypto) {
    NodeIdentity fresh = new NodeIdentity(crypto, crypto.random(NodeIdentity.SEED));
    handshake = new NoiseHandshake(crypto, fresh, NoiseHandshake.Settings.open());
  }

  @Override
  public String name() {
    return ANONYMOUS;
  }

  @Override
  public Optional<PeerId> identity() {
    return handshake.identity();
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    return handshake.negotiate(wire, request);
  }
}
