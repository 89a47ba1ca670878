package io.waggle.api.swarm.spi;

import io.waggle.api.discovery.PeerId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How two peers find out who they are, and what is laid around the wire. A service with the
 * property {@value #NAME}; a swarm takes the one its configuration selects by {@code
 * handshake.target}, an LDAP filter over the service's properties.
 */
@ConsumerType
public interface Handshake {

  /** Service property, text, required. */
  String NAME = "handshake.name";

  /** The same text as the property. */
  String name();

  /**
   * Who it says we are, where it does not say what the swarm tells it: a public key, for example.
   * The swarm bears this id while it uses the handshake.
   */
  default Optional<PeerId> identity() {
    return Optional.empty();
  }

  /**
   * Shakes hands. The swarm sets the time limit by closing the wire. The stage fails with {@link
   * HandshakeException} when the peer breaks the protocol and with {@link java.io.IOException} when
   * the wire fails; it must not read beyond what belongs to the handshake, or must give those bytes
   * back through the wire of the result.
   */
  CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request);
}
