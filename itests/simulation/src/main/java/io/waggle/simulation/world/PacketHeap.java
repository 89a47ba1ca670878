package io.waggle.simulation.world;

import io.waggle.kademliadht.krpc.Endpoint;
import java.util.Arrays;

/**
 * Datagrams under way. A heap of four children over longs, 42 bits of microseconds and 22 bits of
 * order, so that comparing two is one instruction; what they carry lies beside it.
 */
final class PacketHeap {

  private static final int ORDER_BITS = 22;

  private long[] keys = new long[1024];
  private Packet[] packets = new Packet[1024];
  private int size;
  private long order;

  /** One datagram. */
  static final class Packet {
    final Endpoint from;
    final Endpoint to;
    final Host target;
    final byte[] bytes;

    Packet(Endpoint from, Endpoint to, Host target, byte[] bytes) {
      this.from = from;
      this.to = to;
      this.target = target;
      this.bytes = bytes;
    }
  }

  int size() {
    return size;
  }

  /** When the first arrives, in microseconds, or {@link Long#MAX_VALUE}. */
  long next() {
    return size == 0 ? Long.MAX_VALUE : keys[0] >>> ORDER_BITS;
  }

  void add(long micros, Packet packet) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      packets = Arrays.copyOf(packets, size * 2);
    }
    long key = micros << ORDER_BITS | (order++ & (1 << ORDER_BITS) - 1);
    int at = size++;
    while (at > 0 && key < keys[(at - 1) / 4]) {
      move((at - 1) / 4, at);
      at = (at - 1) / 4;
    }
    keys[at] = key;
    packets[at] = packet;
  }

  Packet poll() {
    Packet first = packets[0];
    long key = keys[--size];
    Packet last = packets[size];
    packets[size] = null;
    if (size > 0) {
      sink(key, last);
    }
    return first;
  }

  private void sink(long key, Packet packet) {
    int at = 0;
    while (4 * at + 1 < size) {
      int least = 4 * at + 1;
      int end = Math.min(least + 4, size);
      for (int child = least + 1; child < end; child++) {
        least = keys[child] < keys[least] ? child : least;
      }
      if (keys[least] >= key) {
        break;
      }
      move(least, at);
      at = least;
    }
    keys[at] = key;
    packets[at] = packet;
  }

  private void move(int from, int to) {
    keys[to] = keys[from];
    packets[to] = packets[from];
  }
}
