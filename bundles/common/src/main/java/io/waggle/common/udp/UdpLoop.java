package io.waggle.common.udp;

import io.waggle.api.time.WaggleClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link DatagramEngine} on one thread over one or more UDP sockets. Plain NIO: it
 * serves more packets a core than anything else measured here.
 */
public final class UdpLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UdpLoop.class);
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int RECEIVE_BUFFER = 2 << 20;
  private static final int PACKETS_BETWEEN_TICKS = 256;

  private final DatagramEngine engine;
  private final WaggleClock clock;
  private final Selector selector;

  /** Replaced, never changed; the place of a socket that was removed holds null. */
  private volatile DatagramChannel[] sockets = {};

  private final Queue<Consumer<DatagramOutput>> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private final DatagramOutput output = this::send;

  /** Made once: a method reference where it is used would be an object for each wake-up. */
  private final Consumer<SelectionKey> reader = this::readable;

  private final Thread thread;
  private volatile boolean closed;

  private UdpLoop(String name, DatagramEngine engine, WaggleClock clock) throws IOException {
    this.engine = engine;
    this.clock = clock;
    this.selector = Selector.open();
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /**
   * Binds and starts.
   *
   * @param name of the thread
   * @param binds one socket each, in the order of the socket numbers; port 0 takes a free one; may
   *     be empty, and {@link #add} adds sockets later
   * @throws IOException if a port can't be bound, naming it; nothing is left open then
   */
  public static UdpLoop open(
      String name, List<InetSocketAddress> binds, DatagramEngine engine, WaggleClock clock)
      throws IOException {
    UdpLoop loop = new UdpLoop(name, engine, clock);
    try {
      for (InetSocketAddress bind : binds) {
        loop.add(bind);
      }
    } catch (IOException e) {
      loop.release();
      throw e;
    }
    loop.thread.start();
    return loop;
  }

  /**
   * Binds one more socket, from any thread.
   *
   * @return its number, the smallest that is free
   * @throws IOException if it can't be bound, naming the address
   */
  public synchronized int add(InetSocketAddress address) throws IOException {
    if (closed) {
      throw new IOException(thread.getName() + " is closed");
    }
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(address);
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel);
      throw new IOException("UDP " + address + " can't be bound: " + e.getMessage(), e);
    }
    return add(channel);
  }

  /**
   * Takes over a socket that was opened elsewhere, such as one that has joined a multicast group,
   * from any thread.
   *
   * @param channel bound; closed with the loop, or here if it can't be taken
   * @return its number, the smallest that is free
   * @throws IOException if the loop is closed
   */
  public synchronized int add(DatagramChannel channel) throws IOException {
    if (closed) {
      closeQuietly(channel);
      throw new IOException(thread.getName() + " is closed");
    }
    channel.configureBlocking(false);
    int number = place(channel);
    channel.register(selector, SelectionKey.OP_READ, number);
    selector.wakeup();
    return number;
  }

  private int place(DatagramChannel channel) {
    int number = 0;
    while (number < sockets.length && sockets[number] != null) {
      number++;
    }
    DatagramChannel[] more = Arrays.copyOf(sockets, Math.max(sockets.length, number + 1));
    more[number] = channel;
    sockets = more;
    return number;
  }

  /** Closes one socket, from any thread; what is sent through it later is dropped. */
  public synchronized void remove(int socket) {
    DatagramChannel[] fewer = sockets.clone();
    closeQuietly(fewer[socket]);
    fewer[socket] = null;
    sockets = fewer;
    selector.wakeup();
  }

  /** What each socket is bound to, in order. */
  public List<InetSocketAddress> local() {
    return Arrays.stream(sockets).filter(Objects::nonNull).map(UdpLoop::localAddress).toList();
  }

  /**
   * What one socket is bound to.
   *
   * @throws IllegalStateException if it is closed
   */
  public InetSocketAddress local(int socket) {
    return localAddress(sockets[socket]);
  }

  private static InetSocketAddress localAddress(DatagramChannel channel) {
    try {
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      throw new IllegalStateException("the socket is closed", e);
    }
  }

  /**
   * Runs a task on the loop's thread, where the engine may be touched.
   *
   * @throws RejectedExecutionException after the loop was closed
   */
  public void execute(Consumer<DatagramOutput> task) {
    if (closed) {
      throw new RejectedExecutionException(thread.getName() + " is closed");
    }
    tasks.add(task);
    selector.wakeup();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(reader, waitMillis());
        runTasks();
        long now = clock.nanoTime();
        if (engine.nextDeadline() <= now) {
          engine.tick(now, output);
        }
      }
      runTasks();
    } catch (IOException | RuntimeException e) {
      log.error("{} has stopped", thread.getName(), e);
    } finally {
      release();
    }
  }

  /** At least 1: zero would wait for ever; a deadline that has passed is handled by the caller. */
  private long waitMillis() throws IOException {
    if (!tasks.isEmpty()) {
      selector.wakeup();
      return 1;
    }
    long deadline = engine.nextDeadline();
    if (deadline == Long.MAX_VALUE) {
      return 0;
    }
    long nanos = deadline - clock.nanoTime();
    if (nanos <= 0) {
      selector.wakeup();
      return 1;
    }
    return 1 + TimeUnit.NANOSECONDS.toMillis(nanos - 1);
  }

  private void runTasks() {
    for (Consumer<DatagramOutput> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.accept(output);
    }
  }

  private void readable(SelectionKey key) {
    int socket = (Integer) key.attachment();
    DatagramChannel channel = (DatagramChannel) key.channel();
    for (int i = 0; i < PACKETS_BETWEEN_TICKS; i++) {
      InetSocketAddress from = receive(channel);
      if (from == null) {
        return;
      }
      hand(socket, from);
    }
  }

  /** A wall: one packet that meets a defect of the engine must not end the service. */
  private void hand(int socket, InetSocketAddress from) {
    try {
      engine.datagram(clock.nanoTime(), socket, buffer, from, output);
    } catch (RuntimeException e) {
      log.error("{}: a defect met a datagram of {} bytes", thread.getName(), buffer.limit(), e);
    }
  }

  private InetSocketAddress receive(DatagramChannel channel) {
    buffer.clear();
    try {
      InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
      buffer.flip();
      return from;
    } catch (IOException e) {
      log.debug("{}: receive failed: {}", thread.getName(), e.toString());
      return null;
    }
  }

  private void send(int socket, ByteBuffer packet, InetSocketAddress to) {
    DatagramChannel[] all = sockets;
    DatagramChannel channel = socket < all.length ? all[socket] : null;
    if (channel == null) {
      return;
    }
    try {
      channel.send(packet, to);
    } catch (IOException | IllegalArgumentException e) {
      log.debug("{}: send to {} failed: {}", thread.getName(), to, e.toString());
    }
  }

  /** Runs what was queued, closes the sockets and waits for the thread. Idempotent. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void release() {
    closed = true;
    for (DatagramChannel socket : sockets) {
      if (socket != null) {
        closeQuietly(socket);
      }
    }
    closeQuietly(selector);
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      log.debug("close failed: {}", e.toString());
    }
  }
}
