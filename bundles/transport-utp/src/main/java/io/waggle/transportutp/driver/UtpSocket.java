package io.waggle.transportutp.driver;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.udp.UdpPort;
import io.waggle.api.udp.UdpProtocol;
import io.waggle.transportutp.core.UtpConnection;
import io.waggle.transportutp.core.UtpEndpoint;
import io.waggle.transportutp.packet.Packet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one UDP socket. Any thread may call; the work is done on the socket's. */
final class UtpSocket implements UdpProtocol {

  private static final Logger log = LoggerFactory.getLogger(UtpSocket.class);

  private final Environment environment;
  private final UtpEndpoint endpoint;
  private final Supplier<PeerAddress> local;
  private volatile UdpPort port;
  private volatile Thread thread;
  private volatile boolean closed;
  private volatile int size;
  private volatile Runnable emptied = () -> {};
  private Optional<Spraying> spraying = Optional.empty();
  private final AtomicInteger starting = new AtomicInteger();

  /**
   * Makes one that is not attached yet.
   *
   * @param local what the socket is bound to
   */
  UtpSocket(Environment environment, Supplier<PeerAddress> local) {
    this.environment = environment;
    this.local = local;
    this.endpoint =
        new UtpEndpoint(
            environment.clock().nanoTime(),
            environment.settings(),
            environment.random(),
            (packet, to) -> port.send(packet, to),
            environment::count);
  }

  /** What it is bound to. */
  PeerAddress local() {
    return local.get();
  }

  /** How many connections there are, those included that are about to be dialled. */
  int size() {
    return size + starting.get();
  }

  /** What is to be done on the socket's thread whenever its last connection has ended. */
  void whenEmpty(Runnable then) {
    emptied = then;
  }

  private void count() {
    int before = size;
    size = endpoint.size();
    if (before > 0 && size() == 0) {
      emptied.run();
    }
  }

  /** Dials; a future that is cancelled gives the attempt up. */
  CompletableFuture<Wire> connect(PeerAddress address) {
    CompletableFuture<Wire> dial = new CompletableFuture<>();
    starting.incrementAndGet();
    if (!run(() -> begin(address, dial))) {
      starting.decrementAndGet();
      dial.completeExceptionally(closedWire());
    }
    return dial;
  }

  private void begin(PeerAddress address, CompletableFuture<Wire> dial) {
    starting.decrementAndGet();
    if (dial.isDone()) {
      return;
    }
    try {
      UtpConnection connection = endpoint.connect(now(), address.toSocketAddress());
      size = endpoint.size();
      UtpWire wire = new UtpWire(this, connection, local());
      dial.whenComplete((done, error) -> closeUnless(error == null, wire));
      connection
          .connected()
          .whenComplete(
              (none, error) -> {
                boolean heard =
                    error == null ? dial.complete(wire) : dial.completeExceptionally(error);
                closeUnless(heard, wire);
              });
    } catch (IOException e) {
      dial.completeExceptionally(e);
    }
  }

  private static void closeUnless(boolean good, Wire wire) {
    if (!good) {
      wire.close();
    }
  }

  /** Probes the ports of a host until something comes from it; one host at a time. */
  CompletableFuture<Optional<Wire>> spray(PeerAddress peer) {
    CompletableFuture<Optional<Wire>> result = new CompletableFuture<>();
    Runnable begin =
        () ->
            spraying = Optional.of(new Spraying(now(), peer.host(), environment.random(), result));
    if (!run(begin)) {
      result.completeExceptionally(closedWire());
    }
    return result;
  }

  /** Hands connections that others begin to the taker from now on; empty refuses them. */
  void accept(Optional<Consumer<Wire>> taker) {
    run(() -> endpoint.acceptor(taker.map(t -> connection -> accepted(connection, t))));
  }

  private void accepted(UtpConnection connection, Consumer<Wire> taker) {
    size = endpoint.size(); // before anyone hears of it: a socket without connections may be closed
    UtpWire wire = new UtpWire(this, connection, local());
    try {
      taker.accept(wire);
    } catch (RuntimeException e) {
      log.debug("A peer was not let in", e);
      wire.close();
    }
  }

  /** Runs a task where connections may be touched; false if the socket is closed. */
  boolean run(Runnable task) {
    if (closed) {
      return false;
    }
    if (Thread.currentThread() == thread) {
      task.run();
      return true;
    }
    try {
      port.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  long now() {
    return environment.clock().nanoTime();
  }

  static IOException closedWire() {
    return new IOException("the uTP socket is closed");
  }

  @Override
  public void attached(UdpPort newPort) {
    port = newPort;
  }

  @Override
  public boolean claims(ByteBuffer packet) {
    return Packet.looksLikeOne(packet);
  }

  @Override
  public void datagram(long now, ByteBuffer packet, InetSocketAddress from) {
    spraying.ifPresent(s -> s.heard(from));
    endpoint.datagram(now, packet, from);
    count();
  }

  @Override
  public void tick(long now) {
    thread = Thread.currentThread();
    endpoint.tick(now);
    spraying.ifPresent(s -> s.tick(now, port));
    count();
    spraying = spraying.filter(s -> !s.isOver());
  }

  @Override
  public long nextDeadline() {
    return Math.min(
        endpoint.nextDeadline(), spraying.map(Spraying::deadline).orElse(Long.MAX_VALUE));
  }

  /** Says goodbye on every connection and ends it; the socket is the caller's to close. */
  void end(String reason) {
    run(() -> endpoint.close(now(), reason));
    run(() -> spraying.ifPresent(Spraying::giveUp));
    closed = true;
  }
}
