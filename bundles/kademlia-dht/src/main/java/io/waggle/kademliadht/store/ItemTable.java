package io.waggle.kademliadht.store;

import io.waggle.api.dht.NodeId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The items of BEP 44, the one refreshed longest ago first. */
final class ItemTable {

  private static final int EVICTION_SAMPLES = 16;

  private final Quota quota;
  private final long seed;
  private Map<NodeId, Entry> items;
  private GroupCounts counts;
  private long bytes;

  private record Entry(StoredItem item, long group, int expires) {}

  ItemTable(Quota quota, long seed) {
    this.quota = quota;
    this.seed = seed;
  }

  int size() {
    return items == null ? 0 : items.size();
  }

  long bytes() {
    return bytes;
  }

  StoredItem get(int now, NodeId target) {
    Entry entry = items == null ? null : items.get(target);
    return entry == null || entry.expires - now <= 0 ? null : entry.item;
  }

  boolean put(int now, StoredItem item, long group, NodeId self) {
    if (items == null) {
      items = new LinkedHashMap<>();
      counts = new GroupCounts(seed);
    }
    Entry old = items.remove(item.target());
    if (old != null) {
      account(old, -1);
    }
    boolean greedy = counts.of(group) + item.bytes() > quota.itemBytes() / quota.groupShare();
    boolean room = !greedy;
    while (room && bytes + item.bytes() > quota.itemBytes()) {
      room = evict(item.target(), self);
    }
    if (!room) {
      if (old != null) {
        items.put(old.item.target(), old);
        account(old, 1);
      }
      return false;
    }
    Entry entry = new Entry(item, group, now + quota.itemSeconds());
    items.put(item.target(), entry);
    account(entry, 1);
    return true;
  }

  private void account(Entry entry, int sign) {
    bytes += sign * (long) entry.item.bytes();
    counts.add(entry.group, sign * (long) entry.item.bytes());
  }

  /** Of the oldest ones the farthest goes, if it is farther than the newcomer. */
  private boolean evict(NodeId newcomer, NodeId self) {
    Entry farthest = null;
    Iterator<Entry> oldest = items.values().iterator();
    for (int i = 0; i < EVICTION_SAMPLES && oldest.hasNext(); i++) {
      Entry entry = oldest.next();
      boolean farther =
          farthest == null || self.compareDistance(entry.item.target(), farthest.item.target()) > 0;
      farthest = farther ? entry : farthest;
    }
    if (farthest == null || self.compareDistance(farthest.item.target(), newcomer) <= 0) {
      return false;
    }
    items.remove(farthest.item.target());
    account(farthest, -1);
    return true;
  }

  void sweep(int now) {
    if (items == null) {
      return;
    }
    Iterator<Entry> each = items.values().iterator();
    while (each.hasNext()) {
      Entry entry = each.next();
      if (entry.expires - now > 0) {
        // The order is that of expiry: each is put at the end with the same life.
        return;
      }
      each.remove();
      account(entry, -1);
    }
  }
}
