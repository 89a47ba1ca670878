package io.waggle.testkit.swarm;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hosts that reach each other in memory. An address nobody listens at refuses at once; one that was
 * {@link #silence silenced} never answers. Counts the wire ends that are open.
 */
public final class MemoryNetwork {

  private static final int FIRST_EPHEMERAL = 40_000;

  private record Port(String transport, PeerAddress address) {}

  private final ScheduledExecutorService time;
  private final Map<Port, Consumer<Wire>> listening = new ConcurrentHashMap<>();
  private final Set<PeerAddress> silent = new HashSet<>();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final AtomicInteger ephemeral = new AtomicInteger(FIRST_EPHEMERAL);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger dials = new AtomicInteger();
  private final AtomicInteger pendingDials = new AtomicInteger();
  private final AtomicInteger mostPending = new AtomicInteger();
  private int capacity = MemoryWire.CAPACITY;

  /** A network whose answers come when {@code time} runs them. */
  public MemoryNetwork(ScheduledExecutorService time) {
    this.time = time;
  }

  /** Dials to this address hang until they are cancelled. */
  public void silence(PeerAddress address) {
    silent.add(address);
  }

  /** Undoes {@link #silence}. */
  public void unsilence(PeerAddress address) {
    silent.remove(address);
  }

  /** How long a dial over the named transport takes; at first none. */
  public void delay(String transport, Duration delay) {
    delays.put(transport, delay);
  }

  /** Bytes a direction of later wires holds. */
  public void capacity(int bytes) {
    capacity = bytes;
  }

  /** How many wire ends are open. */
  public int openEnds() {
    return open.get();
  }

  /** How many dials there were. */
  public int dials() {
    return dials.get();
  }

  /** How many dials are under way. */
  public int pendingDials() {
    return pendingDials.get();
  }

  /** The most dials that were ever under way together. */
  public int mostPendingDials() {
    return mostPending.get();
  }

  /** A transport of one host. */
  public Transport transport(String name, String host) {
    return new HostTransport(name, PeerAddress.parse("[" + host + "]:0").host());
  }

  /** Dials as a host that is no swarm, for hand-made peers. */
  public CompletableFuture<Wire> dial(String transport, String from, PeerAddress to) {
    return transport(transport, from).connect(to);
  }

  private void answer(String name, PeerAddress from, PeerAddress to, CompletableFuture<Wire> dial) {
    Consumer<Wire> accept = listening.get(new Port(name, to));
    if (dial.isDone() || silent.contains(to)) {
      return;
    }
    if (accept == null) {
      dial.completeExceptionally(new ConnectException("Connection refused"));
      return;
    }
    open.addAndGet(2);
    MemoryWire[] ends = MemoryWire.pair(name, from, to, capacity, open::decrementAndGet);
    accept.accept(ends[1]);
    if (!dial.complete(ends[0])) {
      ends[0].close();
    }
  }

  private final class HostTransport implements Transport {

    private final String name;
    private final InetAddress host;

    HostTransport(String name, InetAddress host) {
      this.name = name;
      this.host = host;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public CompletableFuture<Wire> connect(PeerAddress to) {
      dials.incrementAndGet();
      mostPending.accumulateAndGet(pendingDials.incrementAndGet(), Math::max);
      CompletableFuture<Wire> dial = new CompletableFuture<>();
      dial.whenComplete((wire, error) -> pendingDials.decrementAndGet());
      PeerAddress from =
          new PeerAddress(host, ephemeral.getAndIncrement() % 25_000 + FIRST_EPHEMERAL);
      long nanos = delays.getOrDefault(name, Duration.ZERO).toNanos();
      time.schedule(() -> answer(name, from, to, dial), nanos, TimeUnit.NANOSECONDS);
      return dial;
    }

    @Override
    public CompletableFuture<Listener> listen(InetSocketAddress bind, Consumer<Wire> accept) {
      int wanted = bind.getPort() == 0 ? ephemeral.getAndIncrement() : bind.getPort();
      Port port = new Port(name, new PeerAddress(host, wanted));
      if (listening.putIfAbsent(port, accept) != null) {
        return CompletableFuture.failedFuture(new BindException("Address already in use"));
      }
      return CompletableFuture.completedFuture(new MemoryListener(port));
    }
  }

  private final class MemoryListener implements Transport.Listener {

    private final Port port;

    MemoryListener(Port port) {
      this.port = port;
    }

    @Override
    public PeerAddress local() {
      return port.address();
    }

    @Override
    public void close() {
      listening.remove(port);
    }
  }
}
