package io.waggle.mailbox.holder;

import io.waggle.api.dht.DhtContact;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of the DHT, as they were when they were last looked at. Where hardly anybody is known,
 * every box is near: a small network keeps everything everywhere.
 */
final class KnownNodes implements Neighbourhood {

  private final DhtService dht;
  private volatile Map<NodeId, List<NodeId>> tables = Map.of();

  KnownNodes(DhtService dht) {
    this.dht = dht;
  }

  /** Looks again; what it finds counts a moment later. */
  void refresh() {
    dht.table().thenAccept(this::take);
  }

  private void take(List<DhtContact> contacts) {
    Map<NodeId, List<NodeId>> byOwnId = new HashMap<>();
    for (DhtContact contact : contacts) {
      if (contact.live()) {
        byOwnId.computeIfAbsent(contact.local(), own -> new ArrayList<>()).add(contact.node().id());
      }
    }
    tables = byOwnId;
  }

  /** In one of its tables, if it stands in several with ids of its own. */
  @Override
  public boolean near(NodeId box, int among) {
    return tables.isEmpty()
        || tables.entrySet().stream().anyMatch(t -> near(box, t.getKey(), t.getValue(), among));
  }

  private static boolean near(NodeId box, NodeId own, List<NodeId> others, int among) {
    int nearer = 0;
    for (NodeId other : others) {
      if (box.compareDistance(other, own) < 0 && ++nearer >= among) {
        return false;
      }
    }
    return true;
  }
}
