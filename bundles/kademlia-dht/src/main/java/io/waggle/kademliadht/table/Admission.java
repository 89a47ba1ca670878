package io.waggle.kademliadht.table;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.security.Addresses;

/** Who gets a place in which bucket, and who waits. */
final class Admission {

  /** The last bucket: of ids that differ from ours, if at all, only in the last 33 bits. */
  static final int LAST = 127;

  private final Slots slots;
  private final NodeId self;
  private final TableProfile profile;
  private final Diversity diversity;

  Admission(Slots slots, NodeId self, TableProfile profile, Diversity diversity) {
    this.slots = slots;
    this.self = self;
    this.profile = profile;
    this.diversity = diversity;
  }

  /** The bucket of an id: how many leading bits it shares with ours, the last one for the rest. */
  static int bucket(NodeId self, NodeId id) {
    return bucket(self, id.hi(), id.mid());
  }

  static int bucket(NodeId self, long hi, long mid) {
    long d = hi ^ self.hi();
    if (d != 0) {
      return Long.numberOfLeadingZeros(d);
    }
    long dMid = mid ^ self.mid();
    return dMid != 0 ? 64 + Long.numberOfLeadingZeros(dMid) : LAST;
  }

  int live(int bucket) {
    return slots.live(bucket);
  }

  boolean hasPlace(int bucket) {
    return live(bucket) < profile.capacity(bucket);
  }

  boolean mayWait(long hi, long mid) {
    int bucket = bucket(self, hi, mid);
    return slots.waiting(bucket) < Math.max(profile.replacements(), profile.k());
  }

  /** A node that has answered: live if there is a place, else it waits; -1 if it is refused. */
  int add(int now, NodeId id, Endpoint endpoint) {
    if (!clearHost(endpoint)) {
      return -1;
    }
    int bucket = bucket(self, id);
    if (isCrowded(bucket, endpoint)) {
      return -1;
    }
    if (hasPlace(bucket) || isSibling(id) || makePlace(bucket, id)) {
      int row = enter(now, id, endpoint, bucket);
      slots.setLive(row, true);
      return row;
    }
    return queue(now, id, endpoint, bucket);
  }

  /** A node that has not answered yet. */
  int wait(int now, NodeId id, Endpoint endpoint) {
    int bucket = bucket(self, id);
    if (!clearHost(endpoint) || isCrowded(bucket, endpoint)) {
      return -1;
    }
    return queue(now, id, endpoint, bucket);
  }

  private int queue(int now, NodeId id, Endpoint endpoint, int bucket) {
    int allowed = Math.max(profile.replacements(), profile.capacity(bucket) - live(bucket));
    if (slots.waiting(bucket) >= allowed && !isSibling(id)) {
      int victim = worstWaiting(bucket);
      if (victim < 0) {
        return -1;
      }
      slots.remove(victim);
    }
    return enter(now, id, endpoint, bucket);
  }

  private int enter(int now, NodeId id, Endpoint endpoint, int bucket) {
    int row = slots.add(id, endpoint, bucket);
    slots.firstSeen[row] = now;
    return row;
  }

  /** One slot an address: a host that failed gives way, one that answers keeps its place. */
  private boolean clearHost(Endpoint endpoint) {
    boolean exempt = !diversity.limited() || Addresses.isLocal(endpoint);
    int row = slots.size;
    while ((row = slots.before(row, endpoint)) >= 0) {
      if (!exempt || slots.port[row] == endpoint.port()) {
        boolean firm = slots.is(row, Slots.VERIFIED) && slots.fails(row) == 0;
        if (firm && slots.port[row] != endpoint.port()) {
          return false;
        }
        slots.remove(row);
      }
    }
    return true;
  }

  private boolean isCrowded(int bucket, Endpoint endpoint) {
    if (!diversity.limited() || Addresses.isLocal(endpoint)) {
      return false;
    }
    long group = Addresses.group(endpoint);
    int inBucket = 0;
    int inTable = 0;
    int wide = 0;
    for (int row = 0; row < slots.size; row++) {
      long other = slots.group(row);
      if (other == group) {
        inTable++;
        inBucket += slots.bucket[row] == bucket ? 1 : 0;
      }
      wide += other >>> 16 == group >>> 16 ? 1 : 0;
    }
    return inBucket >= diversity.perBucket()
        || inTable >= diversity.perTable()
        || (slots.family == Family.V6 && wide >= diversity.perWide());
  }

  private boolean isSibling(NodeId id) {
    int bucket = bucket(self, id);
    int nearer = slots.liveBehind(bucket);
    for (int row = 0; row < slots.size && nearer < RoutingTable.SIBLINGS; row++) {
      boolean beside = slots.bucket[row] == bucket && slots.is(row, Slots.LIVE);
      nearer += beside && isNearer(row, id) ? 1 : 0;
    }
    return nearer < RoutingTable.SIBLINGS;
  }

  private boolean isNearer(int row, NodeId id) {
    int byHi = Long.compareUnsigned(slots.hi[row] ^ self.hi(), id.hi() ^ self.hi());
    return byHi != 0 ? byHi < 0 : self.compareDistance(slots.id(row), id) < 0;
  }

  /** Takes a place from one that fails, or from the youngest of the most crowded eighth. */
  private boolean makePlace(int bucket, NodeId id) {
    int failing = -1;
    for (int row = 0; row < slots.size; row++) {
      boolean here = slots.bucket[row] == bucket && slots.is(row, Slots.LIVE);
      if (here && slots.fails(row) >= RoutingTable.EVICT_WITH_REPLACEMENT) {
        failing = row;
      }
    }
    if (failing >= 0) {
      slots.remove(failing);
      return true;
    }
    return spread(bucket, id);
  }

  /** Of ids that differ in the three bits behind the bucket's prefix each kind should be held. */
  private boolean spread(int bucket, NodeId id) {
    int newcomers = eighth(bucket, id.hi(), id.mid());
    int crowded = -1;
    int most = 2;
    for (int eighth = 0; eighth < 8; eighth++) {
      int members = members(bucket, eighth);
      if (eighth == newcomers && members > 0) {
        return false;
      }
      if (members > most) {
        most = members;
        crowded = eighth;
      }
    }
    if (crowded < 0) {
      return false;
    }
    slots.setLive(youngest(bucket, crowded), false);
    trim(bucket);
    return true;
  }

  private int members(int bucket, int eighth) {
    int n = 0;
    for (int row = 0; row < slots.size; row++) {
      n += inEighth(row, bucket, eighth) ? 1 : 0;
    }
    return n;
  }

  private boolean inEighth(int row, int bucket, int eighth) {
    return slots.bucket[row] == bucket
        && slots.is(row, Slots.LIVE)
        && eighth(bucket, slots.hi[row], slots.mid[row]) == eighth;
  }

  private int youngest(int bucket, int eighth) {
    int youngest = -1;
    for (int row = 0; row < slots.size; row++) {
      if (inEighth(row, bucket, eighth)
          && (youngest < 0 || slots.firstSeen[row] > slots.firstSeen[youngest])) {
        youngest = row;
      }
    }
    return youngest;
  }

  /** The three bits behind the first one that differs from ours. */
  private static int eighth(int bucket, long hi, long mid) {
    if (bucket <= 60) {
      return (int) (hi >>> (60 - bucket)) & 7;
    }
    return bucket >= 64 && bucket <= 124 ? (int) (mid >>> (124 - bucket)) & 7 : 0;
  }

  private void trim(int bucket) {
    if (slots.waiting(bucket) > Math.max(1, profile.replacements())) {
      slots.remove(worstWaiting(bucket));
    }
  }

  /** Whether the node may be among our nearest, or its bucket is less than half full. */
  boolean isUrgent(int row) {
    return live(slots.bucket[row]) * 2 < profile.k() || isSibling(slots.id(row));
  }

  /** Never one that has answered, unless all have. */
  private int worstWaiting(int bucket) {
    int worst = -1;
    for (int row = 0; row < slots.size; row++) {
      if (slots.bucket[row] == bucket && !slots.is(row, Slots.LIVE)) {
        worst = worst < 0 || rank(row) < rank(worst) ? row : worst;
      }
    }
    return worst;
  }

  /** The verified one that is known longest, else any. */
  int bestWaiting(int bucket) {
    int best = -1;
    for (int row = 0; row < slots.size; row++) {
      if (slots.bucket[row] == bucket && !slots.is(row, Slots.LIVE)) {
        best = best < 0 || rank(row) > rank(best) ? row : best;
      }
    }
    return best;
  }

  /** Verified before unverified, then fewer failures, then longer known. */
  private long rank(int row) {
    long verified = slots.is(row, Slots.VERIFIED) ? 1L << 40 : 0;
    return verified - ((long) slots.fails(row) << 33) - slots.firstSeen[row];
  }

  /** Gives a waiting node that has answered a place, if there is one. */
  void promote(int now, int row) {
    int bucket = slots.bucket[row];
    boolean place = hasPlace(bucket) || isSibling(slots.id(row));
    if (place) {
      slots.setLive(row, true);
      slots.firstSeen[row] = Math.min(slots.firstSeen[row], now);
    }
  }

  /** A place has become free. */
  void fill(int bucket) {
    int best = bestWaiting(bucket);
    if (best >= 0 && slots.is(best, Slots.VERIFIED) && hasPlace(bucket)) {
      slots.setLive(best, true);
    }
  }
}
