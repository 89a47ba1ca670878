package io.waggle.kademliadht.store;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.security.Addresses;

/** Keeps everything in memory, within a quota. */
public final class MemoryItemStore implements ItemStore {

  private static final int COUNTED_FROM = 1024;
  private static final int EVICTION_SAMPLES = 16;

  private final Quota quota;
  private final long seed;
  private final PeerTable[] tables;
  private final GroupCounts[] counts = new GroupCounts[2];
  private final ItemTable items;
  private NodeId self = NodeId.of(0, 0, 0);
  private long turn;

  /**
   * An empty store.
   *
   * @param seed a secret, so that strangers can't choose colliding keys
   */
  public MemoryItemStore(Quota quota, long seed) {
    this.quota = quota;
    this.seed = seed;
    this.tables = new PeerTable[2];
    this.items = new ItemTable(quota, seed);
  }

  private static int index(Family family) {
    return family == Family.V4 ? 0 : 1;
  }

  @Override
  public void standAt(NodeId newSelf) {
    self = newSelf;
  }

  @Override
  public boolean announce(int now, NodeId infoHash, Endpoint peer, boolean asSeed) {
    int index = index(peer.family());
    if (tables[index] == null) {
      tables[index] = new PeerTable(peer.family(), seed);
    }
    PeerTable table = tables[index];
    // A tenth either way, so that what was announced together does not go together.
    int expires = now + quota.peerSeconds() * (9 * 128 + (int) ((turn++ * 37) & 255)) / 1280;
    if (table.refresh(infoHash.hi(), infoHash.mid(), infoHash.lo(), peer, asSeed, expires)) {
      return true;
    }
    if (!hasRoom(now, table, infoHash, peer, index)) {
      return false;
    }
    table.add(infoHash.hi(), infoHash.mid(), infoHash.lo(), peer, asSeed, expires);
    if (counts[index] != null) {
      counts[index].add(Addresses.group(peer), 1);
    }
    return true;
  }

  private boolean hasRoom(int now, PeerTable table, NodeId infoHash, Endpoint peer, int index) {
    int topic = table.topics().find(infoHash.hi(), infoHash.mid(), infoHash.lo());
    if (topic >= 0 && table.topics().count(topic) >= quota.peersPerTopic()) {
      recount(index, table.expire(topic, now));
      topic = table.topics().find(infoHash.hi(), infoHash.mid(), infoHash.lo());
      if (topic >= 0 && table.topics().count(topic) >= quota.peersPerTopic()) {
        return false;
      }
    }
    if (isGreedy(table, peer, index)) {
      return false;
    }
    return table.size() < quota.peers() || evict(table, infoHash, index);
  }

  /** A neighbourhood may hold a part of the quota only; unseen until a table is of some size. */
  private boolean isGreedy(PeerTable table, Endpoint peer, int index) {
    if (counts[index] == null && table.size() >= COUNTED_FROM) {
      recount(index, 1);
    }
    long share = Math.max(COUNTED_FROM, quota.peers() / quota.groupShare());
    return counts[index] != null
        && !Addresses.isLocal(peer)
        && counts[index].of(Addresses.group(peer)) >= share;
  }

  private void recount(int index, int changed) {
    if (changed > 0 && tables[index].size() >= COUNTED_FROM) {
      counts[index] = new GroupCounts(seed);
      tables[index].count(counts[index]);
    }
  }

  /** Drops the farthest of some topics, if it is farther than the one to be stored. */
  private boolean evict(PeerTable table, NodeId infoHash, int index) {
    int farthest = -1;
    for (int i = 0; i < EVICTION_SAMPLES; i++) {
      int topic =
          (int) Long.remainderUnsigned(TopicIndex.mix(seed + turn++), table.topics().capacity());
      boolean used = table.topics().count(topic) > 0;
      if (used && (farthest < 0 || isFarther(table.idOf(topic), table.idOf(farthest)))) {
        farthest = topic;
      }
    }
    if (farthest < 0 || !isFarther(table.idOf(farthest), infoHash)) {
      return false;
    }
    table.dropTopic(farthest);
    recount(index, (turn & 1023) < EVICTION_SAMPLES ? 1 : 0);
    return true;
  }

  private boolean isFarther(NodeId a, NodeId b) {
    return self.compareDistance(a, b) > 0;
  }

  @Override
  public int writePeers(
      int now, long hi, long mid, int lo, Family family, boolean seeds, int room, KrpcWriter out) {
    PeerTable table = tables[index(family)];
    int topic = table == null ? -1 : table.topics().find(hi, mid, lo);
    return topic < 0 ? 0 : table.write(topic, now, seeds, room, out);
  }

  @Override
  public void scrape(
      int now, NodeId infoHash, Family family, BloomFilter seeds, BloomFilter peers) {
    PeerTable table = tables[index(family)];
    int topic =
        table == null ? -1 : table.topics().find(infoHash.hi(), infoHash.mid(), infoHash.lo());
    if (topic >= 0) {
      table.scrape(topic, now, seeds, peers);
    }
  }

  @Override
  public int peers(NodeId infoHash, Family family) {
    PeerTable table = tables[index(family)];
    int topic =
        table == null ? -1 : table.topics().find(infoHash.hi(), infoHash.mid(), infoHash.lo());
    return topic < 0 ? 0 : table.topics().count(topic);
  }

  @Override
  public int peers() {
    return (tables[0] == null ? 0 : tables[0].size()) + (tables[1] == null ? 0 : tables[1].size());
  }

  @Override
  public int topics() {
    return (tables[0] == null ? 0 : tables[0].topics().size())
        + (tables[1] == null ? 0 : tables[1].topics().size());
  }

  @Override
  public int sample(long random, int max, KrpcWriter out) {
    int written = 0;
    for (PeerTable table : tables) {
      int capacity = table == null ? 0 : table.topics().capacity();
      int start = capacity == 0 ? 0 : (int) Long.remainderUnsigned(random, capacity);
      for (int i = 0; i < capacity && written < max; i++) {
        int topic = (start + i) % capacity;
        if (table.topics().count(topic) > 0) {
          out.raw(table.idOf(topic).toBytes());
          written++;
        }
      }
    }
    return written;
  }

  @Override
  public StoredItem get(int now, NodeId target) {
    return items.get(now, target);
  }

  @Override
  public boolean put(int now, StoredItem item, long group) {
    return items.put(now, item, group, self);
  }

  @Override
  public int items() {
    return items.size();
  }

  @Override
  public long itemBytes() {
    return items.bytes();
  }

  @Override
  public void sweep(int now) {
    for (int index = 0; index < 2; index++) {
      PeerTable table = tables[index];
      int dropped = 0;
      for (int topic = 0; table != null && topic < table.topics().capacity(); topic++) {
        dropped += table.topics().count(topic) > 0 ? table.expire(topic, now) : 0;
      }
      recount(index, dropped);
    }
    items.sweep(now);
  }
}
