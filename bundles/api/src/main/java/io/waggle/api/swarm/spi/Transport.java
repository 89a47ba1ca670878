package io.waggle.api.swarm.spi;

import io.waggle.api.net.PeerAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to carry a byte stream to an address. A service with the properties below; when it leaves,
 * its wires are closed and the swarm goes on with the others. Any thread; never blocks.
 */
@ConsumerType
public interface Transport {

  /** Service property, text, required: {@code tcp}, {@code utp}, ... */
  String NAME = "transport.name";

  /**
   * Service property, integer, default 0: of two connections to one peer the one over the transport
   * with the higher preference is kept. TCP has 100.
   */
  String PREFERENCE = "transport.preference";

  /**
   * Service property, milliseconds, default 0: how long a wire that is ready waits for one of a
   * preferred transport that is still being dialled.
   */
  String PATIENCE = "transport.patience";

  /** The same text as the property. */
  String name();

  /**
   * Dials. The swarm sets the time limit by cancelling the future, which gives the attempt up and
   * frees all it held. Fails with {@link java.io.IOException}.
   */
  CompletableFuture<Wire> connect(PeerAddress address);

  /**
   * Opens a port.
   *
   * @param bind address and port; port 0 takes any free one
   * @param accept is given each incoming wire; must not block
   * @return fails with {@link java.net.BindException} when the port is taken
   */
  CompletableFuture<Listener> listen(InetSocketAddress bind, Consumer<Wire> accept);

  /** An open port. */
  interface Listener extends AutoCloseable {

    /** What is bound, with the real port. */
    PeerAddress local();

    /** Accepts no more; wires that were accepted stay. Idempotent. */
    @Override
    void close();
  }
}
