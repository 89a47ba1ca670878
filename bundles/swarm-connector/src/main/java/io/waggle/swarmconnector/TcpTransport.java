package io.waggle.swarmconnector;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * TCP on the JDK's asynchronous channels, over IPv4 and IPv6 alike. One read is outstanding while
 * the application asks for bytes and none otherwise, so the kernel's window is the back-pressure.
 */
public final class TcpTransport implements Transport, AutoCloseable {

  /** Its name as a service. */
  public static final String NAME = "tcp";

  /** Its preference as a service: better than any other known one. */
  public static final int PREFERENCE = 100;

  private static final int THREADS = 2;
  private static final int BACKLOG = 1024;
  private static final long LAST_HANDLERS_SECONDS = 1;

  private final AsynchronousChannelGroup group;

  /** Starts its threads. */
  public TcpTransport() throws IOException {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "waggle-tcp-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    group = AsynchronousChannelGroup.withFixedThreadPool(THREADS, threads);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletableFuture<Wire> connect(PeerAddress address) {
    CompletableFuture<Wire> dial = new CompletableFuture<>();
    try {
      AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
      dial.whenComplete((wire, error) -> closeUnless(error == null, channel));
      channel.connect(
          address.toSocketAddress(),
          dial,
          Handlers.of(
              (none, to) -> connected(channel, to),
              (error, to) -> to.completeExceptionally(error)));
    } catch (IOException | RuntimeException e) {
      dial.completeExceptionally(TcpWire.asIo(e));
    }
    return dial;
  }

  private static void closeUnless(boolean good, AsynchronousSocketChannel channel) {
    if (!good) {
      TcpWire.closeQuietly(channel);
    }
  }

  private static void connected(AsynchronousSocketChannel channel, CompletableFuture<Wire> dial) {
    try {
      dial.complete(wire(channel));
    } catch (IOException e) {
      dial.completeExceptionally(e);
    }
  }

  /** Small messages go out at once; a peer that vanished is found out in the end. */
  static TcpWire wire(AsynchronousSocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    return new TcpWire(
        channel,
        PeerAddress.of((InetSocketAddress) channel.getLocalAddress()),
        PeerAddress.of((InetSocketAddress) channel.getRemoteAddress()));
  }

  @Override
  public CompletableFuture<Listener> listen(InetSocketAddress bind, Consumer<Wire> accept) {
    try {
      AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group);
      try {
        server.bind(bind, BACKLOG);
        TcpListener listener = new TcpListener(server, accept);
        listener.acceptNext();
        return CompletableFuture.completedFuture(listener);
      } catch (IOException e) {
        server.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(TcpWire.asIo(e));
    }
  }

  /** Closes every wire and listener and ends the threads. */
  @Override
  public void close() throws IOException {
    group.shutdownNow();
    try {
      group.awaitTermination(LAST_HANDLERS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
