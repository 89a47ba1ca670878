package io.waggle.dnsserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ports bound that are wanted. One that can't be bound does not hold up the others and is
 * tried again. Thread-safe.
 */
final class PortBinder implements AutoCloseable {

  /** Where sockets come from. */
  interface Sockets {
    int open(InetSocketAddress address) throws IOException;

    InetSocketAddress local(int socket);

    void close(int socket);
  }

  private static final Logger log = LoggerFactory.getLogger(PortBinder.class);
  private static final int RETRY_SECONDS = 5;

  private final String server;
  private final Sockets sockets;
  private final ScheduledExecutorService timer;
  private final Map<Integer, Integer> socketByPort = new LinkedHashMap<>();
  private final SortedMap<Integer, String> missing = new TreeMap<>();
  private Optional<InetAddress> bind = Optional.empty();
  private Optional<Future<?>> retry = Optional.empty();
  private boolean closed;

  PortBinder(String server, Sockets sockets, ScheduledExecutorService timer) {
    this.server = server;
    this.sockets = sockets;
    this.timer = timer;
  }

  /** Closes what is wanted no more and opens what is new; the rest stays untouched. */
  synchronized void want(Optional<InetAddress> address, List<Integer> ports) {
    boolean moved = !address.equals(bind);
    bind = address;
    for (int port : List.copyOf(socketByPort.keySet())) {
      if (moved || !ports.contains(port)) {
        sockets.close(socketByPort.remove(port));
      }
    }
    missing.clear();
    for (int port : ports) {
      if (!socketByPort.containsKey(port)) {
        open(port);
      }
    }
    retryLater();
  }

  private void open(int port) {
    InetSocketAddress address =
        bind.map(host -> new InetSocketAddress(host, port)).orElse(new InetSocketAddress(port));
    try {
      socketByPort.put(port, sockets.open(address));
      missing.remove(port);
      log.info("{} listens on UDP port {}", server, port);
    } catch (IOException e) {
      String message = "'ports' names " + port + ": " + e.getMessage();
      if (missing.put(port, message) == null) {
        log.warn("{}: {}; it is tried again every {} s", server, message, RETRY_SECONDS);
      } else {
        log.debug("{}: {}", server, message);
      }
    }
  }

  private void retryLater() {
    retry.ifPresent(waiting -> waiting.cancel(false));
    retry =
        missing.isEmpty() || closed
            ? Optional.empty()
            : Optional.of(timer.schedule(this::retry, RETRY_SECONDS, TimeUnit.SECONDS));
  }

  private synchronized void retry() {
    List.copyOf(missing.keySet()).forEach(this::open);
    retryLater();
  }

  /** What is bound, in the order of the setting. */
  synchronized List<InetSocketAddress> bound() {
    List<InetSocketAddress> all = new ArrayList<>();
    socketByPort.values().forEach(socket -> all.add(sockets.local(socket)));
    return all;
  }

  /** What can't be bound, with the reason. */
  synchronized SortedMap<Integer, String> missing() {
    return new TreeMap<>(missing);
  }

  /** Closes all and tries nothing more. */
  @Override
  public synchronized void close() {
    closed = true;
    want(bind, List.of());
  }
}
