package io.waggle.udpmux;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.api.udp.UdpPort;
import io.waggle.api.udp.UdpProtocol;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.common.udp.UdpLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and its sockets under several protocols. A protocol that throws loses that datagram or
 * tick, and no other protocol hears of it.
 */
public final class SharedSocket implements UdpMux, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SharedSocket.class);

  private final Engine engine = new Engine();
  private final Metrics metrics;
  private UdpLoop loop;

  private record Part(int priority, UdpProtocol protocol) {}

  private SharedSocket(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Binds and starts.
   *
   * @throws IOException if a port can't be bound; nothing is left open then
   */
  public static SharedSocket open(
      String name, List<InetSocketAddress> binds, WaggleClock clock, Metrics metrics)
      throws IOException {
    SharedSocket socket = new SharedSocket(metrics);
    socket.loop = UdpLoop.open("waggle-udp-" + name, binds, socket.engine, clock);
    return socket;
  }

  @Override
  public List<PeerAddress> local() {
    return loop.local().stream().map(PeerAddress::of).toList();
  }

  @Override
  public Registration attach(int priority, UdpProtocol protocol) {
    Part part = new Part(priority, protocol);
    protocol.attached(new Port());
    engine.add(part);
    // Wakes the loop, so that it looks at the newcomer's timers.
    loop.execute(out -> {});
    return () -> engine.remove(part);
  }

  @Override
  public void close() {
    loop.close();
  }

  /** A protocol's side; answers go out by the socket the last datagram came in by. */
  private final class Port implements UdpPort {

    @Override
    public void send(ByteBuffer packet, InetSocketAddress to) {
      engine.send(packet, to);
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(
          out -> {
            engine.output = out;
            task.run();
          });
    }
  }

  /** All but {@code add} and {@code remove} runs on the loop's thread. */
  private final class Engine implements DatagramEngine {

    private volatile List<Part> parts = List.of();
    private DatagramOutput output;
    private int socket;

    synchronized void add(Part part) {
      List<Part> more = new ArrayList<>(parts);
      more.add(part);
      more.sort(Comparator.comparingInt(Part::priority).reversed());
      parts = List.copyOf(more);
    }

    synchronized void remove(Part part) {
      List<Part> fewer = new ArrayList<>(parts);
      fewer.remove(part);
      parts = List.copyOf(fewer);
    }

    void send(ByteBuffer packet, InetSocketAddress to) {
      if (output != null) {
        output.send(socket, packet, to);
      }
    }

    @Override
    public void datagram(
        long now, int from, ByteBuffer packet, InetSocketAddress sender, DatagramOutput out) {
      output = out;
      socket = from;
      for (Part part : parts) {
        if (part.protocol().claims(packet, sender)) {
          guarded(() -> part.protocol().datagram(now, packet, sender));
          return;
        }
      }
      metrics.counter("packets.unclaimed").increment();
    }

    @Override
    public void tick(long now, DatagramOutput out) {
      output = out;
      for (Part part : parts) {
        if (part.protocol().nextDeadline() <= now) {
          guarded(() -> part.protocol().tick(now));
        }
      }
    }

    private void guarded(Runnable call) {
      try {
        call.run();
      } catch (RuntimeException e) {
        metrics.counter("protocols.failed").increment();
        log.error("a protocol on the shared socket failed", e);
      }
    }

    @Override
    public long nextDeadline() {
      long next = Long.MAX_VALUE;
      for (Part part : parts) {
        next = Math.min(next, part.protocol().nextDeadline());
      }
      return next;
    }
  }
}
