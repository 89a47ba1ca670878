package io.waggle.kademliadht.driver;

import io.waggle.api.dht.DhtException;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.DhtNode;
import io.waggle.kademliadht.core.Output;
import io.waggle.kademliadht.krpc.Endpoint;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one node on one thread: datagrams, timers and commands in, datagrams and events out. */
final class DhtDriver implements Output {

  private static final Logger log = LoggerFactory.getLogger(DhtDriver.class);
  private static final long SECOND = 1_000_000_000L;

  /** The clocks are compared this often, to notice that the machine has slept. */
  private static final long WATCH = SECOND;

  private static final long SLEPT_SECONDS = 30;

  private final String name;
  private final DhtNode node;
  private final Sockets sockets;
  private final WaggleClock clock;
  private final Consumer<DhtEvent> news;
  private final Runnable beat;
  private final EndpointCache cache = new EndpointCache();
  private final Map<Long, Running<?>> running = new HashMap<>();
  private final List<DhtEvent> early = new ArrayList<>();
  private final byte[] incoming = new byte[65_536];
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(4096);
  private DatagramPort port;
  private Endpoint sender;
  private InetSocketAddress senderAddress;
  private boolean submitting;
  private long watchedAt;
  private Instant watchedWall;
  private volatile boolean closed;

  DhtDriver(
      String name,
      DhtNode node,
      Sockets sockets,
      WaggleClock clock,
      Consumer<DhtEvent> news,
      Runnable beat) {
    this.name = name;
    this.node = node;
    this.sockets = sockets;
    this.clock = clock;
    this.news = news;
    this.beat = beat;
    this.watchedAt = clock.nanoTime();
    this.watchedWall = clock.instant();
  }

  /** Must be called before anything else, by the one who opened the port. */
  void start(DatagramPort newPort) {
    newPort.execute(
        () -> {
          port = newPort;
          tick(clock.nanoTime());
        });
  }

  DhtNode node() {
    return node;
  }

  void datagram(long now, int socket, ByteBuffer packet, InetSocketAddress from) {
    Endpoint endpoint = cache.endpoint(from);
    int tag = sockets.tag(socket, endpoint.family());
    if (tag < 0 || port == null) {
      return;
    }
    int length = Math.min(packet.remaining(), incoming.length);
    packet.get(packet.position(), incoming, 0, length);
    sender = endpoint;
    senderAddress = from;
    node.datagram(now, tag, endpoint, incoming, 0, length, this);
    sender = null;
  }

  void tick(long now) {
    if (port == null) {
      return;
    }
    watch(now);
    node.tick(now, this);
  }

  long nextDeadline() {
    return port == null ? Long.MAX_VALUE : earlier(node.nextDeadline(), watchedAt + WATCH);
  }

  private static long earlier(long a, long b) {
    return a == Long.MAX_VALUE || b - a < 0 ? b : a;
  }

  /** A machine that sleeps stops one clock or both; either way they and we are late. */
  private void watch(long now) {
    long ticked = (now - watchedAt) / SECOND;
    if (ticked < WATCH / SECOND) {
      return;
    }
    Instant wall = clock.instant();
    long passed = wall.getEpochSecond() - watchedWall.getEpochSecond();
    watchedAt = now;
    watchedWall = wall;
    beat.run();
    if (passed > ticked + SLEPT_SECONDS || ticked > WATCH / SECOND + SLEPT_SECONDS) {
      log.info("DHT {}: the machine has slept; looking around again", name);
      node.submit(now, new Command.NetworkChanged(), this);
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // An answer goes to the very endpoint that was handed in.
  public void send(int socketTag, Endpoint to, byte[] buffer, int offset, int length) {
    outgoing.clear();
    outgoing.put(buffer, offset, length).flip();
    InetSocketAddress address = to == sender ? senderAddress : EndpointCache.address(to);
    port.send(sockets.socket(socketTag), outgoing, address);
  }

  @Override
  public void event(DhtEvent event) {
    Long number = operation(event);
    if (number == null) {
      news.accept(event);
      return;
    }
    Running<?> owner = running.get(number);
    if (owner != null) {
      hand(owner, event);
    } else if (submitting) {
      early.add(event);
    }
  }

  private void hand(Running<?> owner, DhtEvent event) {
    owner.event(event);
    if (owner.isDone()) {
      running.remove(owner.number());
    }
  }

  private static Long operation(DhtEvent event) {
    if (event instanceof DhtEvent.PeersFound e) {
      return e.operation();
    } else if (event instanceof DhtEvent.ItemFound e) {
      return e.operation();
    } else if (event instanceof DhtEvent.LookupDone e) {
      return e.operation();
    } else if (event instanceof DhtEvent.StoreDone e) {
      return e.operation();
    } else if (event instanceof DhtEvent.Stored e) {
      return e.operation();
    } else if (event instanceof DhtEvent.RepublishDone e) {
      return e.operation();
    } else if (event instanceof DhtEvent.ScrapeDone e) {
      return e.operation();
    } else if (event instanceof DhtEvent.Replied e) {
      return e.operation();
    } else if (event instanceof DhtEvent.Failed e) {
      return e.operation();
    }
    return null;
  }

  /** Begins an operation from any thread. */
  <T> Running<T> begin(
      DatagramPort on, Command command, BiConsumer<DhtEvent, CompletableFuture<T>> handler) {
    Running<T> operation = new Running<>(handler, each -> cancel(on, each));
    boolean accepted = execute(on, () -> submit(command, operation));
    if (!accepted) {
      operation.fail(new DhtException(DhtException.CLOSED, "DHT " + name + " is closed"));
    }
    return operation;
  }

  private void submit(Command command, Running<?> operation) {
    if (operation.isDone()) {
      return;
    }
    submitting = true;
    long number = node.submit(clock.nanoTime(), command, this);
    submitting = false;
    operation.number(number);
    running.put(number, operation);
    List<DhtEvent> missed = List.copyOf(early);
    early.clear();
    missed.forEach(event -> hand(operation, event));
  }

  private void cancel(DatagramPort on, Running<?> operation) {
    execute(
        on,
        () -> {
          running.remove(operation.number());
          node.submit(clock.nanoTime(), new Command.Cancel(operation.number()), this);
        });
  }

  /** Tells the node something from any thread. */
  void tell(DatagramPort on, Command command) {
    execute(on, () -> node.submit(clock.nanoTime(), command, this));
  }

  /** Runs a task on the node's thread; false if that has ended. */
  boolean execute(DatagramPort on, Runnable task) {
    if (closed) {
      return false;
    }
    try {
      on.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** The last task on the node's thread: nothing that runs will end any more. */
  void close() {
    closed = true;
    List.copyOf(running.values())
        .forEach(
            each -> each.fail(new DhtException(DhtException.CLOSED, "DHT " + name + " is closed")));
    running.clear();
  }
}
