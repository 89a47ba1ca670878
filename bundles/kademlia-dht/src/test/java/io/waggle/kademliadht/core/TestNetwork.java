package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.MemoryItemStore;
import io.waggle.kademliadht.store.Quota;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Nodes in one process, on a clock of their own; each datagram takes 20 to 100 ms. */
final class TestNetwork {

  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  final List<Host> hosts = new ArrayList<>();
  final Workspace work = new Workspace();
  long now = 5 * SECOND;
  double loss;
  MessageDigest digest;
  ItemVerifier verifier = (key, message, signature) -> signature[0] == 1;
  private final Map<Endpoint, Host> byEndpoint = new HashMap<>();
  private final PriorityQueue<Packet> flying = new PriorityQueue<>();
  private final Entropy entropy;
  private long sequence;

  private record Packet(long due, long order, Endpoint from, Endpoint to, List<Byte> bytes)
      implements Comparable<Packet> {
    @Override
    public int compareTo(Packet other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(order, other.order);
    }
  }

  TestNetwork(long seed) {
    entropy = Entropy.seeded(seed);
  }

  /** A host with one node. */
  final class Host implements Output {
    final Endpoint endpoint;
    final DhtNode node;
    final MemoryItemStore store;
    final List<DhtEvent> events = new ArrayList<>();
    boolean down;
    int sent;
    int largest;

    Host(Endpoint endpoint, NodeConfig config, Snapshot warm) {
      this.endpoint = endpoint;
      this.store = new MemoryItemStore(Quota.DEFAULT, entropy.nextLong());
      Entropy own = Entropy.seeded(entropy.nextLong());
      this.node =
          new DhtNode(config, own, store, (k, m, s) -> verifier.verify(k, m, s), warm, work, now);
    }

    @Override
    public void send(int socketTag, Endpoint to, byte[] buffer, int offset, int length) {
      if (down) {
        return;
      }
      sent++;
      largest = Math.max(largest, length);
      if (digest != null) {
        digest.update(buffer, offset, length);
      }
      boolean lost = loss > 0 && (entropy.nextLong() >>> 11) * 0x1p-53 < loss;
      long delay = 20 * MILLI + Long.remainderUnsigned(entropy.nextLong(), 80 * MILLI);
      if (!lost) {
        flying.add(
            new Packet(now + delay, sequence++, endpoint, to, boxed(buffer, offset, length)));
      }
    }

    private static List<Byte> boxed(byte[] buffer, int offset, int length) {
      List<Byte> bytes = new ArrayList<>(length);
      for (int i = offset; i < offset + length; i++) {
        bytes.add(buffer[i]);
      }
      return bytes;
    }

    @Override
    public void event(DhtEvent event) {
      events.add(event);
    }

    long submit(Command command) {
      return node.submit(now, command, this);
    }

    <E extends DhtEvent> List<E> events(Class<E> type) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  /** An address of its own /24 for each. */
  Endpoint address(int index) {
    return Endpoint.v4(0x50000000 + index * 256 + 1, 6881);
  }

  NodeId randomId() {
    return NodeId.of(entropy.nextLong(), entropy.nextLong(), (int) entropy.nextLong());
  }

  Host add(NodeConfig config, Snapshot warm) {
    Host host = new Host(address(hosts.size()), config, warm);
    hosts.add(host);
    byEndpoint.put(host.endpoint, host);
    return host;
  }

  Host add() {
    return add(NodeConfig.compact(randomId()), Snapshot.EMPTY);
  }

  /** So many nodes, each of which begins with the first. */
  TestNetwork grow(int count) {
    for (int i = 0; i < count; i++) {
      Host host = add();
      if (hosts.size() > 1) {
        host.submit(new Command.Bootstrap(List.of(hosts.get(0).endpoint)));
      }
      run(200 * MILLI);
    }
    return this;
  }

  /** Lets the time pass. */
  void run(long nanos) {
    long end = now + nanos;
    while (true) {
      long next = flying.isEmpty() ? Long.MAX_VALUE : flying.peek().due;
      Host due = null;
      for (Host host : hosts) {
        if (!host.down && host.node.nextDeadline() < next) {
          next = host.node.nextDeadline();
          due = host;
        }
      }
      if (next > end) {
        break;
      }
      now = Math.max(now, next);
      if (due != null) {
        due.node.tick(now, due);
      } else {
        deliver(flying.poll());
      }
    }
    now = end;
  }

  private void deliver(Packet packet) {
    Host host = byEndpoint.get(packet.to);
    if (host != null && !host.down) {
      byte[] bytes = new byte[packet.bytes.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = packet.bytes.get(i);
      }
      host.node.datagram(now, 0, packet.from, bytes, 0, bytes.length, host);
    }
  }

  /** Hands a datagram to a host at once and returns what it sends back to that address. */
  List<byte[]> exchange(Host host, Endpoint from, byte[] datagram) {
    List<byte[]> answers = new ArrayList<>();
    Output out =
        new Output() {
          @Override
          public void send(int tag, Endpoint to, byte[] buffer, int offset, int length) {
            if (to.equals(from)) {
              answers.add(Arrays.copyOfRange(buffer, offset, offset + length));
            }
          }

          @Override
          public void event(DhtEvent event) {
            host.events.add(event);
          }
        };
    host.node.datagram(now, 0, from, datagram, 0, datagram.length, out);
    return answers;
  }

  /** The ids nearest to a target among the hosts that are up. */
  List<NodeId> nearest(NodeId target, int k) {
    return hosts.stream()
        .filter(host -> !host.down)
        .map(host -> host.node.id(Family.V4))
        .sorted(target::compareDistance)
        .limit(k)
        .toList();
  }
}
