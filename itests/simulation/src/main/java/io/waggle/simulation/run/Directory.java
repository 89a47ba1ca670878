package io.waggle.simulation.run;

import io.waggle.api.dht.NodeId;
import io.waggle.simulation.world.Host;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Everybody by id, so that the members of a bucket are a range. */
final class Directory {

  private final NodeId[] ids;
  private final Host[] hosts;

  Directory(List<Host> members, List<NodeId> names) {
    Integer[] order = new Integer[names.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(names::get));
    ids = new NodeId[order.length];
    hosts = new Host[order.length];
    for (int i = 0; i < order.length; i++) {
      ids[i] = names.get(order[i]);
      hosts[i] = members.get(order[i]);
    }
  }

  /** Hears which range a bucket is. */
  @FunctionalInterface
  interface Buckets {
    void bucket(int bucket, int from, int to);
  }

  Host host(int i) {
    return hosts[i];
  }

  NodeId id(int i) {
    return ids[i];
  }

  /** The buckets of an id, the farthest first. */
  void walk(NodeId self, Buckets buckets) {
    int from = 0;
    int to = ids.length;
    for (int bit = 0; bit < NodeId.BITS && to > from; bit++) {
      int middle = firstWithBit(from, to, bit);
      boolean high = isSet(self, bit);
      buckets.bucket(bit, high ? from : middle, high ? middle : to);
      from = high ? middle : from;
      to = high ? to : middle;
    }
  }

  private int firstWithBit(int from, int to, int bit) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isSet(ids[middle], bit)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static boolean isSet(NodeId id, int bit) {
    if (bit < 64) {
      return id.hi() << bit < 0;
    }
    return bit < 128 ? id.mid() << (bit - 64) < 0 : id.lo() << (bit - 128) < 0;
  }
}
