package io.waggle.kademliadht.table;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.KrpcWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of one family as one local id sees them. Only nodes that answered us are live; who only
 * asked, or was only named, waits. A bucket holds the ids that share exactly so many leading bits
 * with ours; besides, our 8 nearest are always taken (the "relaxed split" of DHT literature). Times
 * are tenths of a second of any counter. Not thread-safe.
 */
public final class RoutingTable {

  /** How many of our nearest are taken whatever their bucket holds. */
  public static final int SIBLINGS = 8;

  /** Handed out only if it answered or asked us within 20 minutes: refresh takes up to 15. */
  static final int GOOD_TENTHS = 20 * 60 * 10;

  /** After which a mapping of a NAT has gone in all likelihood: 200 s (measured: 30 to 180). */
  public static final int NAT_TENTHS = 2_000;

  static final int EVICT_WITH_REPLACEMENT = 2;
  static final int EVICT_ALONE = 5;

  private final Slots slots;
  private final NodeId self;
  private final Admission admission;
  private final Freshness freshness;
  private boolean frozen;

  /** An empty table. */
  public RoutingTable(Family family, NodeId self, TableProfile profile, Diversity diversity) {
    this.slots = new Slots(family);
    this.self = self;
    this.admission = new Admission(slots, self, profile, diversity);
    this.freshness = new Freshness(slots, admission);
  }

  /** The id all distances to the buckets are taken from. */
  public NodeId self() {
    return self;
  }

  /** The family of all its nodes. */
  public Family family() {
    return slots.family;
  }

  /** How many are live. */
  public int live() {
    return slots.live();
  }

  /** How many wait. */
  public int waiting() {
    return slots.size - live();
  }

  /** While frozen nothing is evicted: the network is gone, not the nodes. */
  public void freeze(boolean on) {
    frozen = on;
  }

  /** Whether evictions are frozen. */
  public boolean isFrozen() {
    return frozen;
  }

  /**
   * A node has answered us from that endpoint under that id.
   *
   * @param rttMillis negative if the question had been repeated, so that it tells nothing
   * @param secure whether its id fits its address (BEP 42)
   */
  public void answered(int now, NodeId id, Endpoint endpoint, int rttMillis, boolean secure) {
    if (id.equals(self)) {
      return;
    }
    int row = slots.find(id);
    if (row >= 0 && !slots.sameEndpoint(row, endpoint)) {
      row = relocate(now, row, endpoint);
      if (row < 0) {
        return;
      }
    }
    if (row < 0) {
      row = admission.add(now, id, endpoint);
    }
    if (row < 0) {
      return;
    }
    slots.lastOk[row] = now;
    slots.setFails(row, 0);
    slots.set(row, Slots.VERIFIED, true);
    slots.set(row, Slots.SECURE, secure);
    smooth(row, rttMillis);
    if (!slots.is(row, Slots.LIVE)) {
      admission.promote(now, row);
    }
  }

  /** An id keeps its address while that one answers; else it has moved. */
  private int relocate(int now, int row, Endpoint endpoint) {
    boolean holds = slots.is(row, Slots.VERIFIED) && slots.fails(row) == 0;
    if (holds && now - slots.lastOk[row] < GOOD_TENTHS) {
      return -1;
    }
    NodeId id = slots.id(row);
    slots.remove(row);
    return admission.add(now, id, endpoint);
  }

  private void smooth(int row, int rttMillis) {
    if (rttMillis >= 0) {
      int old = slots.rtt(row);
      int mixed = old == 0 ? rttMillis : (old * 7 + rttMillis * 3) / 10;
      slots.setRtt(row, Math.max(1, mixed));
    }
  }

  /**
   * A node was named by an operator or another node, or has asked us: it waits until it has
   * answered.
   *
   * @return whether it should be tried soon
   */
  public boolean heard(int now, NodeId id, Endpoint endpoint) {
    if (id.equals(self) || slots.find(id) >= 0) {
      return false;
    }
    int row = admission.wait(now, id, endpoint);
    return row >= 0 && admission.isUrgent(row);
  }

  /**
   * A node has asked us. BEP 5: one that has ever answered stays good while it asks.
   *
   * @return whether it is unknown and its bucket would let it wait
   */
  public boolean asking(int now, long hi, long mid, int lo, Endpoint endpoint) {
    int row = slots.find(hi, mid, lo);
    if (row < 0) {
      return admission.mayWait(hi, mid);
    }
    if (slots.sameEndpoint(row, endpoint)) {
      freshness.reached(now, row);
    }
    return false;
  }

  /** Whether the sender of a query is a node that has answered us from there. */
  public boolean isVerified(long hi, long mid, int lo, Endpoint endpoint) {
    int row = slots.find(hi, mid, lo);
    return row >= 0 && slots.is(row, Slots.VERIFIED) && slots.sameEndpoint(row, endpoint);
  }

  /** Whether a node that was named is of use: unknown, and its bucket would let it wait. */
  public boolean wants(NodeId id) {
    return slots.find(id) < 0 && admission.mayWait(id.hi(), id.mid());
  }

  /** A question to that node was sent. */
  public void asked(int now, NodeId id) {
    int row = slots.find(id);
    if (row >= 0) {
      slots.lastSent[row] = now;
    }
  }

  /** A question to that node was not answered. */
  public void failed(NodeId id, Endpoint endpoint) {
    int row = slots.find(id);
    if (row < 0 || !slots.sameEndpoint(row, endpoint) || frozen) {
      return;
    }
    slots.setFails(row, slots.fails(row) + 1);
    if (!slots.is(row, Slots.LIVE)) {
      if (!slots.is(row, Slots.VERIFIED) || slots.fails(row) >= EVICT_WITH_REPLACEMENT) {
        slots.remove(row);
      }
      return;
    }
    int substitute = admission.bestWaiting(slots.bucket[row]);
    boolean replaceable = substitute >= 0 && slots.is(substitute, Slots.VERIFIED);
    boolean soon = replaceable || freshness.isUnproven(row);
    if (slots.fails(row) >= (soon ? EVICT_WITH_REPLACEMENT : EVICT_ALONE)) {
      int bucket = slots.bucket[row];
      slots.remove(row);
      admission.fill(bucket);
    }
  }

  /** A node answered under another id than it was known by. */
  public void mismatch(NodeId id, Endpoint endpoint) {
    int row = slots.find(id);
    if (row >= 0 && slots.sameEndpoint(row, endpoint)) {
      int bucket = slots.bucket[row];
      slots.remove(row);
      admission.fill(bucket);
    }
  }

  /** Removes what is at that endpoint. */
  public void drop(Endpoint endpoint) {
    for (int row = slots.size - 1; row >= 0; row--) {
      if (slots.sameEndpoint(row, endpoint)) {
        slots.remove(row);
      }
    }
  }

  /**
   * Puts the nearest nodes worth handing out into the scratch.
   *
   * @param strict whether only those that are verified, have not failed twice and were seen within
   *     20 minutes count; if not, every live one does
   */
  public int closest(int now, NodeId target, int k, boolean strict, Nearest into) {
    return closest(now, target.hi(), target.mid(), target.lo(), k, strict, into);
  }

  /** The same for a target in three pieces, as it is read from a message. */
  public int closest(int now, long hi, long mid, int lo, int k, boolean strict, Nearest into) {
    into.begin(hi, mid, lo, k);
    int home = Admission.bucket(self, hi, mid);
    offer(now, strict, home, home, into);
    if (into.size() < k) {
      offer(now, strict, home + 1, Admission.LAST, into);
    }
    for (int bucket = home - 1; bucket >= 0 && into.size() < k; bucket--) {
      offer(now, strict, bucket, bucket, into);
    }
    return into.size();
  }

  /**
   * Offers what stands in these buckets. To a target all of its own bucket are nearer than all of
   * those behind it, which are nearer than the ones before it, each in its turn.
   */
  private void offer(int now, boolean strict, int first, int last, Nearest into) {
    if (first == last && slots.live(first) == 0) {
      return;
    }
    for (int row = 0; row < slots.size; row++) {
      int bucket = slots.bucket[row];
      boolean here = bucket >= first && bucket <= last && slots.is(row, Slots.LIVE);
      if (here && (!strict || freshness.isGood(now, row))) {
        into.offer(row, slots.hi[row], slots.mid[row], slots.lo[row]);
      }
    }
  }

  /** Writes the first nodes of the scratch in compact form, without a length. */
  public void writeNodes(Nearest nearest, int count, KrpcWriter out) {
    for (int i = 0; i < count; i++) {
      int row = nearest.row(i);
      out.bits(slots.hi[row], 8).bits(slots.mid[row], 8).bits(slots.lo[row], 4);
      if (slots.family == Family.V4) {
        out.bits(slots.address4[row], 4);
      } else {
        out.bits(slots.addressHi[row], 8).bits(slots.addressLo[row], 8);
      }
      out.bits(slots.port[row], 2);
    }
  }

  /** A row as a contact; good until the next change. */
  public Contact contact(int now, int row) {
    int ok = slots.is(row, Slots.VERIFIED) ? Math.max(0, (now - slots.lastOk[row]) / 10) : -1;
    return new Contact(
        slots.id(row),
        slots.endpoint(row),
        Math.max(0, (now - slots.firstSeen[row]) / 10),
        ok,
        slots.rtt(row),
        slots.is(row, Slots.LIVE),
        slots.fails(row));
  }

  /** Everything, for saving and for the shell. */
  public List<Contact> contacts(int now) {
    List<Contact> all = new ArrayList<>(slots.size);
    for (int row = 0; row < slots.size; row++) {
      all.add(contact(now, row));
    }
    return all;
  }

  /** Takes a remembered node in; it is live at once if it answered within 15 minutes. */
  public void restore(int now, Contact contact) {
    if (contact.id().equals(self) || slots.find(contact.id()) >= 0) {
      return;
    }
    boolean fresh = contact.lastOkAge() >= 0 && contact.lastOkAge() < 900 && contact.live();
    int row =
        fresh
            ? admission.add(now, contact.id(), contact.endpoint())
            : admission.wait(now, contact.id(), contact.endpoint());
    if (row < 0) {
      return;
    }
    slots.firstSeen[row] = now - contact.firstSeenAge() * 10;
    slots.setRtt(row, contact.rttMillis());
    if (fresh) {
      slots.lastOk[row] = now - contact.lastOkAge() * 10;
      slots.set(row, Slots.VERIFIED, true);
    } else {
      slots.lastSent[row] = now - GOOD_TENTHS;
    }
  }

  /** The live row that was heard of longest ago and not asked for so long, or -1. */
  public int stalest(int now, int olderThan) {
    return freshness.oldest(now, olderThan, true, false);
  }

  /**
   * The waiting row that should be tried, or -1. One that asked us may be behind a NAT that lets us
   * in only because of that, so it is tried when the mapping has gone; one that is among our
   * nearest, or whose bucket is thin, is tried at once, and once more later.
   *
   * @param soon tenths of a second after which the latter are due
   * @param later tenths of a second after which the others are due
   */
  public int untried(int now, int soon, int later) {
    int row = freshness.oldest(now, later, false, false);
    return row >= 0 ? row : freshness.oldest(now, soon, false, true);
  }

  /** Whether anybody waits who should be tried soon. */
  public boolean hasUrgent() {
    for (int row = 0; row < slots.size; row++) {
      if (!slots.is(row, Slots.LIVE) && slots.lastSent[row] == 0 && freshness.isUrgent(row)) {
        return true;
      }
    }
    return false;
  }

  /** The bucket of an id: how many leading bits it shares with ours. */
  public int bucketOf(NodeId id) {
    return Admission.bucket(self, id);
  }

  /** The deepest bucket that has a live node, or -1. */
  public int deepest() {
    return slots.deepest();
  }

  /** Live nodes in a bucket. */
  public int liveIn(int bucket) {
    return admission.live(bucket);
  }

  /** Whether a node has answered us before. */
  public boolean isVerified(NodeId id) {
    int row = slots.find(id);
    return row >= 0 && slots.is(row, Slots.VERIFIED);
  }

  /** The round trip of a node in milliseconds, 0 if it is not known. */
  public int rtt(NodeId id) {
    int row = slots.find(id);
    return row < 0 ? 0 : slots.rtt(row);
  }

  /** Share of live nodes whose id fits their address, in percent. */
  public int securePercent() {
    int live = live();
    int secure = 0;
    for (int row = 0; row < slots.size; row++) {
      secure += slots.is(row, Slots.LIVE) && slots.is(row, Slots.SECURE) ? 1 : 0;
    }
    return live == 0 ? 0 : secure * 100 / live;
  }
}
