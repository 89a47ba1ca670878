package io.waggle.handshake;

import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends and reads nothing: the first byte is the application's. Peers have no id. */
public final class NoHandshake implements Handshake {

  /** Its name as a service. */
  public static final String NAME = "none";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    return CompletableFuture.completedFuture(
        new HandshakeResult(Optional.empty(), Optional.empty(), wire));
  }
}
