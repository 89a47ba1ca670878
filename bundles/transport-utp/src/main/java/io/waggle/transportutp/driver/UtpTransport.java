package io.waggle.transportutp.driver;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.HolePuncher;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.udp.UdpMux;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * uTP as a transport, over a socket that it shares with other protocols or over its own ones. It
 * dials from the socket that listens, so that a NAT shows both by one port.
 */
public final class UtpTransport implements Transport, HolePuncher, AutoCloseable {

  /** Its name as a service. */
  public static final String NAME = "utp";

  /** Its preference as a service: TCP is better. */
  public static final int PREFERENCE = 50;

  private static final int PRIORITY = 50;

  private final Environment environment;
  private final Optional<Part> shared;
  private final List<Part> own = new ArrayList<>();
  private final AtomicBoolean punching = new AtomicBoolean();
  private boolean closed;

  /** A socket with what is to be done when it is no longer wanted. */
  private static final class Part {
    final UtpSocket socket;
    final AutoCloseable end;
    boolean listening;

    Part(UtpSocket socket, AutoCloseable end) {
      this.socket = socket;
      this.end = end;
    }

    void close(String reason) {
      socket.end(reason);
      try {
        end.close();
      } catch (Exception e) {
        org.slf4j.LoggerFactory.getLogger(UtpTransport.class).debug("Closing failed", e);
      }
    }
  }

  private UtpTransport(Environment environment, Optional<UdpMux> mux) {
    this.environment = environment;
    this.shared = mux.map(this::attach);
    environment.metrics().gauge("connections", this::connections);
  }

  /** One with sockets of its own. */
  public static UtpTransport alone(Environment environment) {
    return new UtpTransport(environment, Optional.empty());
  }

  /** One that shares a socket; closing it leaves the socket to the others. */
  public static UtpTransport on(UdpMux mux, Environment environment) {
    return new UtpTransport(environment, Optional.of(mux));
  }

  private Part attach(UdpMux mux) {
    UtpSocket socket = new UtpSocket(environment, () -> mux.local().get(0));
    return new Part(socket, mux.attach(PRIORITY, socket));
  }

  private synchronized long connections() {
    return shared.map(part -> part.socket.size()).orElse(0)
        + own.stream().mapToLong(part -> part.socket.size()).sum();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletableFuture<Wire> connect(PeerAddress address) {
    try {
      synchronized (this) { // so that the socket is not closed as empty in between
        return dialler().socket.connect(address);
      }
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<Optional<Wire>> punch(PeerAddress peer, Side side) {
    if (!punching.compareAndSet(false, true)) {
      return CompletableFuture.failedFuture(new IOException("another hole is being punched"));
    }
    CompletableFuture<Optional<Wire>> result;
    try {
      result = side == Side.CONE ? dialler().socket.spray(peer) : openDoors(peer);
    } catch (IOException e) {
      result = CompletableFuture.failedFuture(e);
    }
    result.whenComplete((wire, error) -> punching.set(false));
    return result;
  }

  private synchronized CompletableFuture<Optional<Wire>> openDoors(PeerAddress peer)
      throws IOException {
    requireOpen();
    Part[] part = new Part[1];
    Doors doors = Doors.open(peer, environment, () -> drop(part));
    part[0] = new Part(doors.utp(), doors);
    own.add(part[0]);
    return doors.result();
  }

  private synchronized void drop(Part[] part) {
    if (own.remove(part[0])) {
      part[0].close("the uTP socket is closed");
    }
  }

  private synchronized Part dialler() throws IOException {
    requireOpen();
    if (shared.isPresent()) {
      return shared.get();
    }
    Optional<Part> listening = own.stream().filter(part -> part.listening).findFirst();
    return listening.isPresent() ? listening.get() : firstOwn();
  }

  private Part firstOwn() throws IOException {
    Optional<Part> any = own.stream().filter(part -> !(part.end instanceof Doors)).findFirst();
    return any.isPresent() ? any.get() : open(new InetSocketAddress(0));
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("uTP is closed");
    }
  }

  private Part open(InetSocketAddress bind) throws IOException {
    LoneSocket socket = LoneSocket.open(bind, environment);
    Part part = new Part(socket.utp(), socket);
    own.add(part);
    socket.utp().whenEmpty(this::reap);
    return part;
  }

  @Override
  public synchronized CompletableFuture<Listener> listen(
      InetSocketAddress bind, Consumer<Wire> accept) {
    try {
      requireOpen();
      Part part = shared.isPresent() ? sharedFor(bind, shared.get()) : ownFor(bind);
      if (part.listening) {
        throw new BindException(
            "UDP " + part.socket.local() + " already takes the uTP connections of another swarm");
      }
      part.listening = true;
      part.socket.accept(Optional.of(accept));
      return CompletableFuture.completedFuture(new Port(part));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Part sharedFor(InetSocketAddress bind, Part part) throws BindException {
    int port = part.socket.local().port();
    if (bind.getPort() != 0 && bind.getPort() != port) {
      throw new BindException(
          "the shared UDP socket (setting 'udp' of the uTP transport) has port "
              + port
              + "; uTP can listen on no other");
    }
    return part;
  }

  /** A socket whose listener was closed stays for its wires and can listen again. */
  private Part ownFor(InetSocketAddress bind) throws IOException {
    for (Part part : own) {
      if (bind.getPort() != 0 && part.socket.local().port() == bind.getPort()) {
        return part;
      }
    }
    try {
      return open(bind);
    } catch (IOException e) {
      BindException failure = new BindException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** Closes sockets that nobody needs; not under the lock, for which a socket's thread may wait. */
  private void reap() {
    unneeded().forEach(part -> part.close("the uTP socket is closed"));
  }

  private synchronized List<Part> unneeded() {
    List<Part> idle =
        own.stream()
            .filter(part -> !part.listening && part.socket.size() == 0)
            .filter(part -> !(part.end instanceof Doors))
            .toList();
    own.removeAll(idle);
    return idle;
  }

  /** An open port. */
  private final class Port implements Listener {

    private final Part part;
    private final PeerAddress local;
    private boolean over;

    Port(Part part) {
      this.part = part;
      this.local = part.socket.local();
    }

    @Override
    public PeerAddress local() {
      return local;
    }

    @Override
    public void close() {
      synchronized (UtpTransport.this) {
        if (!over) {
          over = true;
          part.listening = false;
          part.socket.accept(Optional.empty());
        }
      }
      reap();
    }
  }

  /** Closes every wire, and the sockets that are its own. */
  @Override
  public void close() {
    List<Part> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(own);
      own.clear();
    }
    // Not under the lock: a socket that ends by itself asks for it.
    shared.ifPresent(part -> part.close("uTP has been taken out"));
    all.forEach(part -> part.close("uTP has been taken out"));
  }
}
