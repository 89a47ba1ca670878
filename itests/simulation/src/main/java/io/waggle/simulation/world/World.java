package io.waggle.simulation.world;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.DhtNode;
import io.waggle.kademliadht.core.Entropy;
import io.waggle.kademliadht.core.ItemVerifier;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.core.Workspace;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.store.MemoryItemStore;
import io.waggle.kademliadht.store.Quota;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.model.Place;
import io.waggle.simulation.world.PacketHeap.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Everything there is: hosts, datagrams under way, and the time, which jumps from one event to the
 * next. The nodes are the real ones. One thread; the same seed gives the same bytes.
 */
public final class World {

  /** Nanoseconds. */
  public static final long MILLI = 1_000_000L;

  /** Nanoseconds. */
  public static final long SECOND = 1_000 * MILLI;

  /** Nanoseconds. */
  public static final long MINUTE = 60 * SECOND;

  private static final int FIRST_NETWORK = 0x0b0000;
  private static final ItemVerifier SHAPE_ONLY = (key, message, signature) -> signature[0] == 1;

  private final List<Host> hosts = new ArrayList<>();
  private final Map<Integer, Host> byAddress = new HashMap<>();
  private final PacketHeap packets = new PacketHeap();
  private final HostTimers timers = new HostTimers();
  private final PriorityQueue<Act> acts = new PriorityQueue<>();
  private final Workspace work = new Workspace();
  private final Chance chance;
  private final Link link;
  private Wiretap wiretap = Wiretap.NONE;
  private Border border = Border.OPEN;
  private long now = SECOND;
  private long order;
  private long events;

  /** Which pairs may talk: for partitions. */
  @FunctionalInterface
  public interface Border {

    /** No border at all. */
    Border OPEN = (a, b) -> true;

    /** Whether a datagram passes. */
    boolean passes(Host from, Host to);
  }

  private record Act(long due, long order, Runnable what) implements Comparable<Act> {
    @Override
    public int compareTo(Act other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(order, other.order);
    }
  }

  /** An empty world. */
  public World(long seed, Link link) {
    this.chance = new Chance(seed);
    this.link = link;
  }

  /** The world's chance. */
  public Chance chance() {
    return chance;
  }

  /** Nanoseconds; starts at one second. */
  public long now() {
    return now;
  }

  /** Datagrams, timers and acts so far. */
  public long events() {
    return events;
  }

  /** Everybody, up or down. */
  public List<Host> hosts() {
    return hosts;
  }

  /** Who is to see all traffic. */
  public void tap(Wiretap tap) {
    wiretap = tap;
  }

  /** Who may talk to whom from here on. */
  public void divide(Border newBorder) {
    border = newBorder;
  }

  /** A host in a /24 of its own. */
  public Host addHost(Nat nat) {
    return addHost((FIRST_NETWORK + hosts.size()) << 8 | 1, nat);
  }

  /** A host at an IPv4 address. */
  public Host addHost(int address, Nat nat) {
    Endpoint endpoint = Endpoint.v4(address, 6881);
    Host host = new Host(this, hosts.size(), endpoint, Place.random(chance), nat);
    hosts.add(host);
    byAddress.put(address, host);
    return host;
  }

  /** Starts a node on a host. */
  public void start(Host host, NodeConfig config, Snapshot warm) {
    MemoryItemStore store = new MemoryItemStore(Quota.DEFAULT, chance.bits());
    Entropy entropy = Entropy.seeded(chance.bits());
    DhtNode node = new DhtNode(config, entropy, store, SHAPE_ONLY, warm, work, now);
    host.start(node, config.locals().get(0).id(), now);
    reschedule(host);
  }

  /** Ends the node of a host without a word. */
  public void stop(Host host) {
    host.stop();
    timers.set(host.index(), Long.MAX_VALUE);
  }

  /** Does something at a time. */
  public void at(long time, Runnable what) {
    acts.add(new Act(Math.max(time, now), order++, what));
  }

  void reschedule(Host host) {
    long due = host.isUp() ? host.node().nextDeadline() : Long.MAX_VALUE;
    timers.set(host.index(), due);
  }

  /** The host at an address, or null. */
  public Host hostAt(Endpoint endpoint) {
    return endpoint.isV6() ? null : byAddress.get(endpoint.v4());
  }

  /** A datagram leaves a host. */
  public void send(Host from, Endpoint to, byte[] buffer, int offset, int length) {
    Endpoint source = from.nat().leave(now, from.endpoint(), to);
    wiretap.sent(now, from, to, buffer, offset, length);
    Host target = hostAt(to);
    if (target == null || !target.isUp() || !border.passes(from, target)) {
      return;
    }
    int copies = link.copies(chance, now, from.index(), target.index(), length);
    for (int i = 0; i < copies; i++) {
      long micros = (now + link.delay(chance, from.place(), target.place())) / 1_000;
      byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
      packets.add(micros, new Packet(source, to, target, bytes));
    }
  }

  /** A datagram comes from nowhere, at once, with any sender. */
  public void inject(Endpoint from, Host to, byte[] bytes) {
    deliver(new Packet(from, to.endpoint(), to, bytes));
  }

  /** Lets so much time pass. */
  public void run(long nanos) {
    long end = now + nanos;
    while (step(end)) {
      events++;
    }
    now = end;
  }

  /** The next event, if it comes before the end. */
  private boolean step(long end) {
    long packet = packets.size() == 0 ? Long.MAX_VALUE : packets.next() * 1_000;
    long timer = timers.next();
    long act = acts.isEmpty() ? Long.MAX_VALUE : acts.peek().due;
    long next = Math.min(packet, Math.min(timer, act));
    if (next > end) {
      return false;
    }
    now = Math.max(now, next);
    if (act == next) {
      acts.poll().what.run();
    } else if (timer == next) {
      Host host = hosts.get(timers.first());
      host.node().tick(now, host);
      reschedule(host);
    } else {
      deliver(packets.poll());
    }
    return true;
  }

  private void deliver(Packet packet) {
    Host host = packet.target;
    if (host.isUp() && host.nat().enters(now, packet.from, packet.to)) {
      wiretap.received(now, host, packet.from, packet.bytes);
      if (!host.behaviour().swallows(this, host, packet.from, packet.bytes)) {
        host.node().datagram(now, 0, packet.from, packet.bytes, 0, packet.bytes.length, host);
        reschedule(host);
      }
    }
  }

  /** Where the packets of one id are. */
  public static NodeConfig.Local local(NodeId id) {
    return new NodeConfig.Local(io.waggle.kademliadht.krpc.Family.V4, id);
  }
}
