package io.waggle.udpmux.osgi;

import io.waggle.udpmux.SharedSocket;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shared socket that is wanted: a port that is taken is tried again every ten seconds. */
final class ConfiguredSocket implements AutoCloseable {

  static final long RETRY_SECONDS = 10;

  private static final Logger log = LoggerFactory.getLogger(ConfiguredSocket.class);

  private final String name;
  private final Opening opening;
  private final Consumer<SharedSocket> opened;
  private final ScheduledExecutorService timers;
  private Optional<Future<?>> retry = Optional.empty();
  private Optional<SharedSocket> socket = Optional.empty();
  private String problem = "";
  private boolean closed;

  /** Binds the socket. */
  @FunctionalInterface
  interface Opening {
    SharedSocket open() throws IOException;
  }

  /**
   * Does nothing yet.
   *
   * @param opened is told once of the socket
   */
  ConfiguredSocket(
      String name,
      Opening opening,
      Consumer<SharedSocket> opened,
      ScheduledExecutorService timers) {
    this.name = name;
    this.opening = opening;
    this.opened = opened;
    this.timers = timers;
  }

  synchronized void open() {
    if (closed) {
      return;
    }
    try {
      SharedSocket fresh = opening.open();
      socket = Optional.of(fresh);
      opened.accept(fresh);
    } catch (IOException e) {
      again(e);
    }
  }

  /** A repeated failure is one warning. */
  private void again(IOException e) {
    String found = String.valueOf(e.getMessage());
    if (!problem.equals(found)) {
      log.warn("shared UDP socket {}: {}; trying again every {} s", name, found, RETRY_SECONDS);
      problem = found;
    }
    retry = Optional.of(timers.schedule(this::open, RETRY_SECONDS, TimeUnit.SECONDS));
  }

  /** Nobody is told of a socket any more when this returns. */
  synchronized void giveUp() {
    closed = true;
    retry.ifPresent(future -> future.cancel(false));
  }

  @Override
  public synchronized void close() {
    giveUp();
    socket.ifPresent(SharedSocket::close);
  }
}
