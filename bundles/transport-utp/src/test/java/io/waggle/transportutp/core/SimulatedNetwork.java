package io.waggle.transportutp.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Endpoints on a line that delays, loses, repeats and reorders; everything from one seed. */
final class SimulatedNetwork {

  /**
   * A line.
   *
   * @param delay one way, nanoseconds
   * @param jitter nanoseconds added at random, which reorders
   * @param loss from 0 to 1
   * @param duplication from 0 to 1
   * @param bytesPerSecond how fast it is; 0 for without limit
   * @param queue bytes that wait for it at most
   */
  record Line(
      long delay, long jitter, double loss, double duplication, double bytesPerSecond, int queue) {

    static Line perfect() {
      return new Line(1_000_000, 0, 0, 0, 0, 0);
    }
  }

  private record Flight(long at, long order, InetSocketAddress from, Node to, ByteBuffer bytes) {}

  /** One socket. */
  final class Node {
    final InetSocketAddress address;
    final UtpEndpoint endpoint;
    final List<UtpConnection> accepted = new ArrayList<>();
    final Map<UtpStat, Integer> stats = new EnumMap<>(UtpStat.class);
    private long clockSkew;
    int looks;

    private Node(InetSocketAddress address, UtpSettings settings, long skew) {
      this.address = address;
      this.clockSkew = skew;
      endpoint =
          new UtpEndpoint(
              time(),
              settings,
              random::nextLong,
              (bytes, to) -> send(this, bytes, to),
              stat -> stats.merge(stat, 1, Integer::sum));
      endpoint.acceptor(java.util.Optional.of(accepted::add));
    }

    long time() {
      return now + clockSkew;
    }

    void receive(ByteBuffer bytes, InetSocketAddress from) {
      endpoint.datagram(time(), bytes, from);
      endpoint.tick(time());
    }

    void tick() {
      looks++;
      endpoint.tick(time());
    }
  }

  final Random random;
  long now = 5_000_000_000L;
  Predicate<byte[]> swallow = bytes -> false;
  Consumer<byte[]> tap = bytes -> {};
  private final Line line;
  private final Map<InetSocketAddress, Node> nodes = new HashMap<>();
  private final Map<Node, Long> lineFreeAt = new HashMap<>();
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparing(Flight::order));
  private long order;
  private int port = 1000;
  long sent;
  long sentBytes;
  int largest;

  SimulatedNetwork(long seed, Line line) {
    this.random = new Random(seed);
    this.line = line;
  }

  Node node(UtpSettings settings) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port++);
    Node node = new Node(address, settings, (long) (random.nextDouble() * 1e13));
    nodes.put(address, node);
    return node;
  }

  Node node() {
    return node(UtpSettings.usual());
  }

  void remove(Node node) {
    nodes.remove(node.address);
  }

  private void send(Node from, ByteBuffer datagram, InetSocketAddress to) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    sent++;
    tap.accept(bytes);
    sentBytes += bytes.length;
    largest = Math.max(largest, bytes.length);
    Node target = nodes.get(to);
    if (target == null || swallow.test(bytes) || random.nextDouble() < line.loss) {
      return;
    }
    long departure = departure(from, bytes.length);
    if (departure < 0) {
      return;
    }
    fly(departure, from, target, bytes);
    if (random.nextDouble() < line.duplication) {
      fly(departure, from, target, bytes);
    }
  }

  private long departure(Node from, int length) {
    if (line.bytesPerSecond == 0) {
      return now;
    }
    long free = Math.max(now, lineFreeAt.getOrDefault(from, now));
    if ((free - now) / 1e9 * line.bytesPerSecond > line.queue) {
      return -1;
    }
    long gone = free + (long) (length / line.bytesPerSecond * 1e9);
    lineFreeAt.put(from, gone);
    return gone;
  }

  private void fly(long departure, Node from, Node to, byte[] bytes) {
    long jitter = line.jitter == 0 ? 0 : (long) (random.nextDouble() * line.jitter);
    flights.add(
        new Flight(
            departure + line.delay + jitter, order++, from.address, to, ByteBuffer.wrap(bytes)));
  }

  /** Lets time pass until something is so, at most so many seconds. */
  void until(BooleanSupplier condition, double seconds) {
    long end = now + (long) (seconds * 1e9);
    nodes.values().forEach(Node::tick);
    while (!condition.getAsBoolean() && step(end)) {}
  }

  void pass(double seconds) {
    until(() -> false, seconds);
  }

  private boolean step(long end) {
    long next = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().at();
    Node due = null;
    for (Node node : nodes.values()) {
      long deadline = node.endpoint.nextDeadline();
      if (deadline != Long.MAX_VALUE && deadline - node.clockSkew < next) {
        next = deadline - node.clockSkew;
        due = node;
      }
    }
    if (next > end) {
      now = end;
      return false;
    }
    now = Math.max(now, next);
    if (due != null) {
      due.tick();
    } else {
      Flight flight = flights.poll();
      flight.to().receive(flight.bytes(), flight.from());
    }
    return true;
  }
}
