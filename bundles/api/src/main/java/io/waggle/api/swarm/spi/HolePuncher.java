package io.waggle.api.swarm.spi;

import io.waggle.api.net.PeerAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link Transport} may be besides: one that gets through a symmetric NAT, which gives every
 * destination another port, if the NAT at the other end is none. The side behind it sends from many
 * sockets, the other side to many ports, until a packet meets an open port (birthday paradox). Both
 * sides have to begin within a few seconds of each other.
 */
@ConsumerType
public interface HolePuncher {

  /** Which of the two we are. */
  enum Side {
    /** The symmetric NAT is before us. */
    SYMMETRIC,
    /** It is before the peer. */
    CONE
  }

  /**
   * Tries for a bounded time, one peer at a time; cancelling gives up.
   *
   * @param peer where it was found; of a peer behind a symmetric NAT only the host counts
   * @return the wire; or empty when the hole is open and the peer, which knows it first, comes in
   *     by the listener. Fails with {@link java.io.IOException}
   */
  CompletableFuture<Optional<Wire>> punch(PeerAddress peer, Side side);
}
