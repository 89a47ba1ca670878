package io.waggle.transportutp.core;

import io.waggle.common.limit.TokenBucket;
import io.waggle.transportutp.packet.Packet;
import io.waggle.transportutp.packet.PacketReader;
import io.waggle.transportutp.packet.PacketType;
import io.waggle.transportutp.packet.PacketWriter;
import io.waggle.transportutp.packet.SelectiveAck;
import io.waggle.transportutp.packet.Sequence;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** All connections of one socket. */
public final class UtpEndpoint {

  private static final int LARGEST_DATAGRAM = 65_507;
  private static final double RESETS_PER_SECOND = 100;
  private static final int IDS = 1 << 16;

  /** How many packets of a new connection may come in any order: more than its first flight has. */
  private static final int EARLY_PACKETS = 16;

  private final UtpSettings settings;
  private final LongSupplier random;
  private final BiConsumer<ByteBuffer, InetSocketAddress> output;
  private final Consumer<UtpStat> stats;
  private final Cookies cookies;
  private final TokenBucket resets;
  private final Farewells farewells = new Farewells();
  private final Map<Farewells.Key, UtpConnection> connections = new HashMap<>();
  private final ArrayDeque<UtpConnection> unsettled = new ArrayDeque<>();
  private final PriorityQueue<Appointment> appointments =
      new PriorityQueue<>(Comparator.comparingLong(Appointment::at));
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private final Home home = new Home();
  private Optional<Consumer<UtpConnection>> acceptor = Optional.empty();
  private long lastNow;

  /** When a connection is to be looked at; old ones stay until they are due. */
  private record Appointment(long at, UtpConnection connection) {}

  /**
   * Makes one without connections that accepts none.
   *
   * @param random of good quality: it makes the ids and the secrets
   * @param output sends a datagram, whose bytes are not the receiver's to keep
   * @param stats is told what happened
   */
  public UtpEndpoint(
      long now,
      UtpSettings settings,
      LongSupplier random,
      BiConsumer<ByteBuffer, InetSocketAddress> output,
      Consumer<UtpStat> stats) {
    this.settings = settings;
    this.random = random;
    this.output = output;
    this.stats = stats;
    this.cookies = new Cookies(random, now);
    this.resets = new TokenBucket(RESETS_PER_SECOND, RESETS_PER_SECOND, now);
    this.lastNow = now;
  }

  /** Who takes connections that others begin; empty for nobody. */
  public void acceptor(Optional<Consumer<UtpConnection>> newAcceptor) {
    acceptor = newAcceptor;
  }

  /** The connections that are not over. */
  public Collection<UtpConnection> connections() {
    return List.copyOf(connections.values());
  }

  /** How many connections are not over. */
  public int size() {
    return connections.size();
  }

  /**
   * Begins a connection.
   *
   * @throws IOException if there is no room
   */
  public UtpConnection connect(long now, InetSocketAddress remote) throws IOException {
    lastNow = now;
    if (connections.size() >= settings.connections()) {
      throw new IOException("all " + settings.connections() + " uTP connections are in use");
    }
    int id = freeId(now, remote);
    int first = (int) random.getAsLong() & 0xffff;
    UtpConnection connection = UtpConnection.dial(now, home, remote, id, first, settings);
    connections.put(new Farewells.Key(remote, id), connection);
    stats.accept(UtpStat.DIALS);
    return connection;
  }

  private int freeId(long now, InetSocketAddress remote) throws IOException {
    int start = (int) random.getAsLong() & 0xffff;
    for (int i = 0; i < IDS; i++) {
      Farewells.Key key = new Farewells.Key(remote, Sequence.plus(start, i));
      if (!connections.containsKey(key) && farewells.find(now, key).isEmpty()) {
        return key.id();
      }
    }
    throw new IOException("all ids to " + remote + " are in use");
  }

  /** A datagram has come. */
  public void datagram(long now, ByteBuffer datagram, InetSocketAddress from) {
    lastNow = now;
    Optional<Packet> read = PacketReader.read(datagram);
    if (read.isEmpty()) {
      stats.accept(UtpStat.PACKETS_MALFORMED);
      return;
    }
    Packet packet = read.get();
    UtpConnection connection = find(packet, from);
    if (connection != null) {
      connection.packet(now, packet);
    } else if (packet.type() == PacketType.RESET) {
      stats.accept(UtpStat.RESETS_IGNORED);
    } else if (packet.type() == PacketType.SYN) {
      syn(now, packet, from);
    } else {
      stray(now, packet, from);
    }
  }

  /** A SYN and a reset can have the id that we send by, all others have that of our side. */
  private UtpConnection find(Packet packet, InetSocketAddress from) {
    int id = packet.connection();
    return switch (packet.type()) {
      case SYN -> connections.get(new Farewells.Key(from, Sequence.plus(id, 1)));
      case RESET -> findReset(id, from);
      default -> connections.get(new Farewells.Key(from, id));
    };
  }

  private UtpConnection findReset(int id, InetSocketAddress from) {
    for (int near : new int[] {id, Sequence.plus(id, 1), Sequence.plus(id, -1)}) {
      UtpConnection found = connections.get(new Farewells.Key(from, near));
      if (found != null && (found.receiveId() == id || found.sendId() == id)) {
        return found;
      }
    }
    return null;
  }

  /** Answers and keeps nothing: the first packet of data brings back what there is to know. */
  private void syn(long now, Packet packet, InetSocketAddress from) {
    if (acceptor.isEmpty() || connections.size() >= settings.connections()) {
      stats.accept(UtpStat.SYNS_REFUSED);
      return;
    }
    stats.accept(UtpStat.SYNS_ANSWERED);
    int first = cookies.bake(now, from, packet.connection(), packet.seq());
    state(now, packet, from, packet.connection(), first, packet.seq());
  }

  private void state(long now, Packet to, InetSocketAddress from, int id, int seq, int ack) {
    int delay = Delays.micros(now) - to.timestamp();
    reply(
        new Packet(
            PacketType.STATE,
            id,
            Delays.micros(now),
            delay,
            settings.receiveBuffer(),
            seq,
            ack,
            SelectiveAck.NONE,
            ByteBuffer.allocate(0)),
        from);
  }

  private void reply(Packet packet, InetSocketAddress to) {
    scratch.clear();
    PacketWriter.write(scratch, packet);
    output.accept(scratch.flip(), to);
  }

  /** A packet of no connection: the first of a new one, one of an old one, or a mistake. */
  private void stray(long now, Packet packet, InetSocketAddress from) {
    Farewells.Key key = new Farewells.Key(from, packet.connection());
    Optional<Farewells.Farewell> farewell = farewells.find(now, key);
    boolean carries = packet.type() == PacketType.DATA || packet.type() == PacketType.FIN;
    if (farewell.isPresent()) {
      afterFarewell(now, packet, from, farewell.get(), carries);
    } else if (!carries || !beginsOne(now, packet, from)) {
      refuse(now, packet, from);
    }
  }

  private void afterFarewell(
      long now, Packet packet, InetSocketAddress from, Farewells.Farewell old, boolean carries) {
    if (carries && Sequence.distance(packet.seq(), old.last()) > 0) {
      refuse(now, packet, from);
    } else if (carries) {
      state(now, packet, from, old.sendId(), old.next(), old.last());
    }
  }

  /** Whether the packet proves that we have answered its connection's SYN. */
  private boolean beginsOne(long now, Packet packet, InetSocketAddress from) {
    int id = Sequence.plus(packet.connection(), -1);
    int first = Sequence.plus(packet.ack(), 1);
    for (int missing = 0; missing < EARLY_PACKETS; missing++) {
      int syn = Sequence.plus(packet.seq(), -1 - missing);
      if (cookies.isOurs(now, from, id, syn, first)) {
        begin(now, packet, from, id, syn, first);
        return true;
      }
    }
    return false;
  }

  private void begin(long now, Packet packet, InetSocketAddress from, int id, int syn, int first) {
    if (packet.type() == PacketType.FIN && Sequence.distance(packet.seq(), syn) == 1) {
      // The losing half of a double dial: it has an end and nothing before it.
      state(now, packet, from, id, first, packet.seq());
      farewells.add(now, key(from, Sequence.plus(id, 1)), id, first, packet.seq());
      return;
    }
    if (acceptor.isEmpty() || connections.size() >= settings.connections()) {
      stats.accept(UtpStat.SYNS_REFUSED);
      return;
    }
    UtpConnection connection = UtpConnection.accept(now, home, from, id, syn, first, settings);
    connections.put(key(from, connection.receiveId()), connection);
    stats.accept(UtpStat.ACCEPTED);
    connection.packet(now, packet);
    acceptor.get().accept(connection);
  }

  private static Farewells.Key key(InetSocketAddress remote, int id) {
    return new Farewells.Key(remote, id);
  }

  private void refuse(long now, Packet packet, InetSocketAddress from) {
    if (!resets.take(now)) {
      return;
    }
    stats.accept(UtpStat.RESETS_SENT);
    reply(
        new Packet(
            PacketType.RESET,
            packet.connection(),
            Delays.micros(now),
            Delays.micros(now) - packet.timestamp(),
            0,
            (int) random.getAsLong() & 0xffff,
            packet.seq(),
            SelectiveAck.NONE,
            ByteBuffer.allocate(0)),
        from);
  }

  /** Does what is due; to be called after each batch of datagrams and each call of a connection. */
  public void tick(long now) {
    lastNow = now;
    settle(now);
    while (!appointments.isEmpty() && appointments.peek().at() <= now) {
      Appointment due = appointments.poll();
      due.connection().queuedFor = Long.MAX_VALUE;
      if (due.connection().deadline() <= now) {
        due.connection().tick(now);
      }
      appoint(due.connection());
    }
    settle(now);
  }

  private void settle(long now) {
    for (int left = unsettled.size(); left > 0; left--) {
      UtpConnection connection = unsettled.poll();
      connection.isUnsettled = false;
      connection.settle(now);
      appoint(connection);
    }
  }

  private void appoint(UtpConnection connection) {
    long deadline = connection.deadline();
    if (deadline < connection.queuedFor) {
      connection.queuedFor = deadline;
      appointments.add(new Appointment(deadline, connection));
    }
  }

  /** When {@link #tick} has something to do. */
  public long nextDeadline() {
    if (!unsettled.isEmpty()) {
      return lastNow;
    }
    return appointments.isEmpty() ? Long.MAX_VALUE : appointments.peek().at();
  }

  /** Says goodbye on every connection and ends it, without waiting for what becomes of it. */
  public void close(long now, String reason) {
    lastNow = now;
    acceptor = Optional.empty();
    for (UtpConnection connection : connections()) {
      connection.close(now);
      connection.settle(now);
      connection.end(reason);
    }
  }

  /** Forgets those that have ended, as after a restart. */
  void forget() {
    farewells.clear();
  }

  /** What connections need of us. */
  private final class Home implements UtpConnection.Home {

    @Override
    public void send(UtpConnection connection, Packet packet, int padding) {
      scratch.clear();
      if (padding > 0) {
        PacketWriter.writePadded(scratch, packet, padding);
      } else {
        PacketWriter.write(scratch, packet);
      }
      output.accept(scratch.flip(), connection.remote());
    }

    @Override
    public void unsettled(UtpConnection connection) {
      if (!connection.isUnsettled) {
        connection.isUnsettled = true;
        unsettled.add(connection);
      }
    }

    @Override
    public void gone(UtpConnection connection) {
      connections.remove(key(connection.remote(), connection.receiveId()), connection);
      connection.leaveWord(lastNow, farewells);
    }

    @Override
    public void count(UtpStat stat) {
      stats.accept(stat);
    }
  }
}
