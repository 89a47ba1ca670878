package io.waggle.kademliadht.store;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.KrpcWriter;
import java.util.Arrays;

/**
 * The announced peers of one family in columns of numbers: a million of them without an object
 * each. The peers of a topic form a ring; reading turns the ring, so that each reader sees others.
 */
final class PeerTable {

  private static final int NONE = -1;

  private final Family family;
  private final TopicIndex topics;
  private final long seed;

  private int[] topicOf = new int[0];
  private int[] address4 = new int[0];
  private long[] addressHi = new long[0];
  private long[] addressLo = new long[0];
  private char[] port = new char[0];
  private int[] expiry = new int[0];
  private int[] next = new int[0];
  private int[] slots = new int[0];
  private int free = NONE;
  private int used;
  private int size;

  PeerTable(Family family, long seed) {
    this.family = family;
    this.seed = seed;
    this.topics = new TopicIndex(seed);
  }

  int size() {
    return size;
  }

  TopicIndex topics() {
    return topics;
  }

  /** Whether the peer is there; refreshes it then. */
  boolean refresh(long hi, long mid, int lo, Endpoint peer, boolean seeds, int expires) {
    int topic = topics.find(hi, mid, lo);
    int entry = topic == NONE ? NONE : find(topic, peer);
    if (entry == NONE) {
      return false;
    }
    expiry[entry] = encode(expires, seeds);
    return true;
  }

  /** The lowest bit of an expiry tells a seed. */
  private static int encode(int expires, boolean seeds) {
    return expires << 1 | (seeds ? 1 : 0);
  }

  void add(long hi, long mid, int lo, Endpoint peer, boolean seeds, int expires) {
    if ((size + 1) * 3L > slots.length * 2L) {
      rehash(Math.max(16, slots.length * 2));
    }
    int topic = topics.add(hi, mid, lo);
    int entry = allocate();
    topicOf[entry] = topic;
    setAddress(entry, peer);
    expiry[entry] = encode(expires, seeds);
    link(topic, entry);
    slots[slotFor(hash(entry))] = entry + 1;
    size++;
  }

  private void setAddress(int entry, Endpoint peer) {
    if (family == Family.V4) {
      address4[entry] = peer.v4();
    } else {
      addressHi[entry] = peer.hi();
      addressLo[entry] = peer.lo();
    }
    port[entry] = (char) peer.port();
  }

  private void link(int topic, int entry) {
    int head = topics.head(topic);
    if (head == NONE) {
      next[entry] = entry;
      topics.setHead(topic, entry);
    } else {
      next[entry] = next[head];
      next[head] = entry;
    }
    topics.addCount(topic, 1);
  }

  private int allocate() {
    if (free != NONE) {
      int entry = free;
      free = next[entry];
      return entry;
    }
    if (used == topicOf.length) {
      grow(Math.max(8, used + (used >> 1)));
    }
    return used++;
  }

  private void grow(int capacity) {
    topicOf = Arrays.copyOf(topicOf, capacity);
    if (family == Family.V4) {
      address4 = Arrays.copyOf(address4, capacity);
    } else {
      addressHi = Arrays.copyOf(addressHi, capacity);
      addressLo = Arrays.copyOf(addressLo, capacity);
    }
    port = Arrays.copyOf(port, capacity);
    expiry = Arrays.copyOf(expiry, capacity);
    next = Arrays.copyOf(next, capacity);
  }

  private int find(int topic, Endpoint peer) {
    if (slots.length == 0) {
      return NONE;
    }
    int mask = slots.length - 1;
    int i = hash(topic, peer.isV6() ? peer.hi() : 0, low(peer), peer.port()) & mask;
    for (; slots[i] != 0; i = (i + 1) & mask) {
      int entry = slots[i] - 1;
      if (topicOf[entry] == topic && port[entry] == peer.port() && sameHost(entry, peer)) {
        return entry;
      }
    }
    return NONE;
  }

  private static long low(Endpoint peer) {
    return peer.isV6() ? peer.lo() : peer.v4();
  }

  private boolean sameHost(int entry, Endpoint peer) {
    return family == Family.V4
        ? address4[entry] == peer.v4()
        : addressHi[entry] == peer.hi() && addressLo[entry] == peer.lo();
  }

  private int hash(int entry) {
    return family == Family.V4
        ? hash(topicOf[entry], 0, address4[entry], port[entry])
        : hash(topicOf[entry], addressHi[entry], addressLo[entry], port[entry]);
  }

  private int hash(int topic, long hi, long lo, int portNumber) {
    long h = TopicIndex.mix(seed ^ hi);
    h = TopicIndex.mix(h ^ lo);
    return (int) TopicIndex.mix(h ^ (long) topic << 16 ^ portNumber);
  }

  private int slotFor(int hash) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (slots[i] != 0) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void rehash(int capacity) {
    int[] old = slots;
    slots = new int[capacity];
    for (int slot : old) {
      if (slot != 0) {
        slots[slotFor(hash(slot - 1))] = slot;
      }
    }
  }

  /** Takes an entry out of the hash, closing the gap behind it. */
  private void unhash(int entry) {
    int mask = slots.length - 1;
    int i = hash(entry) & mask;
    while (slots[i] != entry + 1) {
      i = (i + 1) & mask;
    }
    slots[i] = 0;
    for (int j = (i + 1) & mask; slots[j] != 0; j = (j + 1) & mask) {
      int moved = slots[j];
      slots[j] = 0;
      slots[slotFor(hash(moved - 1))] = moved;
    }
  }

  private void release(int entry) {
    unhash(entry);
    next[entry] = free;
    free = entry;
    size--;
  }

  /** Drops the expired peers of a topic, and the topic with its last one. */
  int expire(int topic, int now) {
    int dropped = 0;
    int previous = topics.head(topic);
    for (int left = topics.count(topic); left > 0; left--) {
      int entry = next[previous];
      if ((expiry[entry] >> 1) - now > 0) {
        previous = entry;
      } else {
        drop(topic, previous, entry);
        dropped++;
      }
    }
    return dropped;
  }

  private void drop(int topic, int previous, int entry) {
    boolean last = topics.count(topic) == 1;
    next[previous] = next[entry];
    if (topics.head(topic) == entry) {
      topics.setHead(topic, previous);
    }
    release(entry);
    topics.addCount(topic, -1);
    if (last) {
      topics.remove(topic);
    }
  }

  /** Drops a whole topic. */
  void dropTopic(int topic) {
    while (topics.count(topic) > 1) {
      int head = topics.head(topic);
      drop(topic, head, next[head]);
    }
    int head = topics.head(topic);
    drop(topic, head, head);
  }

  /** Writes peers that are still good, turning the ring; returns how many. */
  int write(int topic, int now, boolean withSeeds, int room, KrpcWriter out) {
    int bytes = family.endpointLength() + (family == Family.V4 ? 2 : 3);
    int written = 0;
    int entry = topics.head(topic);
    for (int left = topics.count(topic); left > 0 && (written + 1) * bytes <= room; left--) {
      entry = next[entry];
      boolean good = (expiry[entry] >> 1) - now > 0;
      if (good && (withSeeds || (expiry[entry] & 1) == 0)) {
        writeOne(entry, out);
        written++;
      }
    }
    topics.setHead(topic, entry);
    return written;
  }

  private void writeOne(int entry, KrpcWriter out) {
    out.header(family.endpointLength());
    if (family == Family.V4) {
      out.bits(address4[entry], 4);
    } else {
      out.bits(addressHi[entry], 8).bits(addressLo[entry], 8);
    }
    out.bits(port[entry], 2);
  }

  void scrape(int topic, int now, BloomFilter seeds, BloomFilter peers) {
    int entry = topics.head(topic);
    for (int left = topics.count(topic); left > 0; left--) {
      entry = next[entry];
      if ((expiry[entry] >> 1) - now > 0) {
        ((expiry[entry] & 1) == 1 ? seeds : peers).add(endpoint(entry));
      }
    }
  }

  private Endpoint endpoint(int entry) {
    return family == Family.V4
        ? Endpoint.v4(address4[entry], port[entry])
        : Endpoint.v6(addressHi[entry], addressLo[entry], port[entry]);
  }

  /** Counts the peers of each neighbourhood. */
  void count(GroupCounts counts) {
    for (int topic = 0; topic < topics.capacity(); topic++) {
      int entry = topics.head(topic);
      for (int left = topics.count(topic); left > 0; left--) {
        entry = next[entry];
        counts.add(group(entry), 1);
      }
    }
  }

  private long group(int entry) {
    return family == Family.V4 ? address4[entry] >>> 8 : addressHi[entry] >>> 16;
  }

  NodeId idOf(int topic) {
    return topics.id(topic);
  }
}
