package io.waggle.mailbox.holder;

import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who wants to hear of new records in which box, until when. It outlives the node of a DHT that the
 * holder stands on. Not thread-safe: used by one holder at a time.
 */
public final class Subscriptions {

  private static final int MOST = 10_000;
  private static final int MOST_OF_BOX = 16;

  private final Map<NodeId, Map<PeerAddress, Long>> boxes = new HashMap<>();
  private int count;

  /** Whether it is noted; not if there are too many. */
  boolean add(NodeId box, PeerAddress who, long until, long nanos) {
    if (count >= MOST) {
      boxes.keySet().stream().toList().forEach(b -> prune(b, nanos));
    }
    Map<PeerAddress, Long> of = prune(box, nanos);
    boolean known = of.containsKey(who);
    if (!known && (count >= MOST || of.size() >= MOST_OF_BOX)) {
      return false;
    }
    of.put(who, until);
    count += known ? 0 : 1;
    boxes.put(box, of);
    return true;
  }

  private Map<PeerAddress, Long> prune(NodeId box, long nanos) {
    Map<PeerAddress, Long> of = boxes.getOrDefault(box, new LinkedHashMap<>());
    Iterator<Long> ends = of.values().iterator();
    while (ends.hasNext()) {
      if (ends.next() - nanos <= 0) {
        ends.remove();
        count--;
      }
    }
    if (of.isEmpty()) {
      boxes.remove(box);
    }
    return of;
  }

  List<PeerAddress> of(NodeId box, long nanos) {
    return List.copyOf(prune(box, nanos).keySet());
  }

  int size() {
    return count;
  }
}
