package io.waggle.mdnsdiscovery.link;

import io.waggle.api.time.WaggleClock;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.common.udp.UdpLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs an engine on one thread over a multicast socket for each link, as they come and go. */
public final class MulticastPort implements AutoCloseable {

  private final WaggleClock clock;
  private final LinkListener listener;
  private final UdpLoop loop;
  private final LinkWatch watch;
  private final int port;

  /**
   * Opens what the filter selects.
   *
   * @param name of the thread
   * @param engine told of links as a {@link LinkListener} too
   * @param interfaces looked at every few seconds
   * @throws IOException if the machine has no selector left
   */
  public <E extends DatagramEngine & LinkListener> MulticastPort(
      String name,
      E engine,
      LinkFilter filter,
      int port,
      Supplier<List<InterfaceView>> interfaces,
      WaggleClock clock,
      ScheduledExecutorService scheduler)
      throws IOException {
    this.clock = clock;
    this.listener = engine;
    this.port = port;
    this.loop = UdpLoop.open(name, List.of(), engine, clock);
    this.watch = new LinkWatch(this::begin, filter, interfaces, scheduler);
  }

  private Runnable begin(Link link) throws IOException {
    int socket = loop.add(MulticastSocket.open(link, port));
    execute(out -> listener.up(clock.nanoTime(), socket, link, out));
    return () -> end(socket);
  }

  /** On the loop's thread, so that what was queued before is sent still. */
  private void end(int socket) {
    try {
      execute(
          out -> {
            listener.down(clock.nanoTime(), socket, out);
            loop.remove(socket);
          });
    } catch (RejectedExecutionException e) {
      // The loop is closed, and its sockets with it.
    }
  }

  /** Uses other links from now on; what fits stays open. */
  public void configure(LinkFilter filter) {
    watch.configure(filter);
  }

  /** What is open. */
  public List<Link> links() {
    return watch.links();
  }

  /** What could not be opened, in words. */
  public List<String> problems() {
    return watch.problems();
  }

  /**
   * Runs a task on the thread of the sockets.
   *
   * @throws RejectedExecutionException after it was closed
   */
  public void execute(Consumer<DatagramOutput> task) {
    loop.execute(task);
  }

  /** Runs what was queued, and closes the sockets. Idempotent. */
  @Override
  public void close() {
    watch.close();
    loop.close();
  }
}
