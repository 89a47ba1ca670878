package io.waggle.swarmconnector;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the swarm listens: the first transport takes the port that is wished for, or any free one,
 * and the others take the same number. What can't be opened is tried again later.
 */
final class Ports {

  private static final Logger log = LoggerFactory.getLogger(Ports.class);
  private static final int FIRST_RETRY_SECONDS = 5;
  private static final int MOST_DOUBLINGS = 4;

  private final SwarmState state;
  private final BiConsumer<Lane, Wire> incoming;
  private final Runnable changed;
  private final Map<Lane, Port> ports = new LinkedHashMap<>();
  private boolean opening;
  private boolean stopped;
  private int generation;
  private volatile OptionalInt number = OptionalInt.empty();

  /**
   * Makes one that is idle.
   *
   * @param incoming is given each incoming wire, on the loop
   * @param changed runs when the port has changed or could not be opened
   */
  Ports(SwarmState state, BiConsumer<Lane, Wire> incoming, Runnable changed) {
    this.state = state;
    this.incoming = incoming;
    this.changed = changed;
  }

  /** The number in use; may be asked from any thread. */
  OptionalInt number() {
    return number;
  }

  /** Whether each transport that is there has been tried once. */
  boolean settled() {
    return !opening && !ports.isEmpty();
  }

  /** Opens what is missing and closes what is no longer wanted. */
  void update() {
    List<Lane> wanted = state.lanes.chosen(state.settings().transports());
    List.copyOf(ports.keySet()).stream()
        .filter(lane -> !wanted.contains(lane))
        .forEach(lane -> ports.remove(lane).close());
    wanted.forEach(lane -> ports.computeIfAbsent(lane, Port::new));
    refreshNumber();
    openNext();
  }

  /** Closes all and opens anew, because the port or address has been set to another one. */
  void rebind() {
    generation++;
    opening = false;
    ports.values().forEach(Port::close);
    ports.clear();
    update();
  }

  private void openNext() {
    if (opening || stopped) {
      return;
    }
    for (Port port : ports.values()) {
      if (!port.isOpen() && port.retry == null) {
        open(port, number.orElse(state.settings().listen().port()));
        return;
      }
    }
  }

  private void open(Port port, int wanted) {
    opening = true;
    int mine = generation;
    listen(port.lane, wanted)
        .whenComplete(
            (listener, error) ->
                state.loop.execute(
                    () -> {
                      if (mine != generation || !ports.containsValue(port)) {
                        closeStray(listener, mine);
                      } else if (error == null) {
                        opened(port, listener);
                      } else {
                        failed(port, wanted, Race.describe(error));
                      }
                    }));
  }

  private void closeStray(Transport.Listener listener, int mine) {
    if (listener != null) {
      listener.close();
    }
    if (mine == generation) {
      opening = false;
      openNext();
    }
  }

  private CompletableFuture<Transport.Listener> listen(Lane lane, int wanted) {
    Optional<java.net.InetAddress> bind = state.settings().listen().bind();
    InetSocketAddress address =
        bind.map(host -> new InetSocketAddress(host, wanted))
            .orElseGet(() -> new InetSocketAddress(wanted));
    try {
      return lane.transport()
          .listen(address, wire -> state.loop.execute(() -> incoming.accept(lane, wire)));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void opened(Port port, Transport.Listener listener) {
    opening = false;
    port.listener = listener;
    port.failures = 0;
    port.error = "";
    refreshNumber();
    log.info("Swarm {} listens on {} {}", state.name(), port.lane.name(), listener.local());
    state.events.publish(
        new SwarmEvent.Listening(state.name(), port.lane.name(), listener.local()));
    openNext();
    changed.run();
  }

  private void failed(Port port, int wanted, String cause) {
    boolean another = wanted != 0 && number.isEmpty() && state.settings().listen().fallback();
    String what =
        "port %d (setting 'port' of swarm '%s', %s): %s"
            .formatted(wanted, state.name(), port.lane.name(), cause);
    if (another) {
      tell(port, wanted, what + "; any free port is taken instead");
      open(port, 0);
      return;
    }
    opening = false;
    Duration wait =
        Duration.ofSeconds((long) FIRST_RETRY_SECONDS << Math.min(port.failures, MOST_DOUBLINGS));
    port.failures++;
    port.retry = state.loop.after(wait, () -> retry(port));
    tell(port, wanted, what + "; the swarm goes on without it and tries again");
    openNext();
    changed.run();
  }

  /** A failure that repeats is told once. */
  private void tell(Port port, int wanted, String message) {
    state.count("listen.failed");
    if (!port.error.equals(message)) {
      port.error = message;
      log.warn("{}", message);
      state.events.publish(
          new SwarmEvent.ListenFailed(state.name(), port.lane.name(), wanted, message));
    }
  }

  private void retry(Port port) {
    port.retry = null;
    openNext();
  }

  private void refreshNumber() {
    Optional<Port> first = ports.values().stream().filter(Port::isOpen).findFirst();
    number = first.map(p -> OptionalInt.of(p.listener.local().port())).orElse(OptionalInt.empty());
  }

  /** What is bound, by transport. */
  Map<String, PeerAddress> listening() {
    Map<String, PeerAddress> bound = new LinkedHashMap<>();
    ports.values().stream()
        .filter(Port::isOpen)
        .forEach(port -> bound.put(port.lane.name(), port.listener.local()));
    return bound;
  }

  /** What could not be opened. */
  List<String> errors() {
    return ports.values().stream()
        .filter(port -> !port.isOpen())
        .map(port -> port.error)
        .filter(error -> !error.isEmpty())
        .toList();
  }

  void stop() {
    stopped = true;
    generation++;
    ports.values().forEach(Port::close);
    ports.clear();
    number = OptionalInt.empty();
  }
}
