package io.waggle.swarmconnector;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open TCP port. */
final class TcpListener implements Transport.Listener {

  private static final Logger log = LoggerFactory.getLogger(TcpListener.class);

  /** When the process is out of descriptors, accepting fails at once, again and again. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  private final AsynchronousServerSocketChannel server;
  private final Consumer<Wire> accept;
  private final PeerAddress local;

  TcpListener(AsynchronousServerSocketChannel server, Consumer<Wire> accept) throws IOException {
    this.server = server;
    this.accept = accept;
    this.local = PeerAddress.of((InetSocketAddress) server.getLocalAddress());
  }

  @Override
  public PeerAddress local() {
    return local;
  }

  /** Waits for the next peer. */
  void acceptNext() {
    try {
      server.accept(
          this,
          Handlers.of(
              (channel, self) -> self.accepted(channel), (error, self) -> self.failed(error)));
    } catch (AcceptPendingException | ShutdownChannelGroupException e) {
      log.debug("No more peers are accepted on {}", local, e);
    }
  }

  private void accepted(AsynchronousSocketChannel channel) {
    acceptNext();
    try {
      accept.accept(TcpTransport.wire(channel));
    } catch (IOException | RuntimeException e) {
      log.debug("A peer left before it was let in", e);
      TcpWire.closeQuietly(channel);
    }
  }

  private void failed(Throwable error) {
    if (server.isOpen()) {
      log.debug("A peer could not be accepted on {}", local, error);
      LATER.execute(this::acceptNext);
    }
  }

  @Override
  public void close() {
    TcpWire.closeQuietly(server);
  }
}
