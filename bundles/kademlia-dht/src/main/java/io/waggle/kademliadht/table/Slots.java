package io.waggle.kademliadht.table;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import java.util.Arrays;

/**
 * The rows of a table as one array a column: 41 bytes an IPv4 node, no object each. A removed row
 * is overwritten by the last one, so an index is good only until the next change.
 */
final class Slots {

  static final byte LIVE = 1;
  static final byte VERIFIED = 2;
  static final byte SECURE = 4;

  private static final int STEP = 4;
  private static final int FLAGS = 3;
  private static final int MOST_FAILS = 31;
  private static final int LONGEST_RTT = 60_000;

  final Family family;
  int size;
  long[] hi = new long[0];
  long[] mid = new long[0];
  int[] lo = new int[0];
  int[] address4 = new int[0];
  long[] addressHi = new long[0];
  long[] addressLo = new long[0];
  char[] port = new char[0];

  /** Times are tenths of a second of the caller's counter. */
  int[] lastOk = new int[0];

  int[] lastSent = new int[0];
  int[] firstSeen = new int[0];
  byte[] bucket = new byte[0];

  /** Milliseconds as five bits behind a shift: exact below 32, to a sixteenth above. */
  private byte[] rtt = new byte[0];

  /** Three flags, and above them how often in a row it has not answered. */
  private byte[] state = new byte[0];

  private char[] held = new char[0];
  private char[] live = new char[0];
  private int liveTotal;

  Slots(Family family) {
    this.family = family;
  }

  /** A row that is not live yet. */
  int add(NodeId id, Endpoint endpoint, int inBucket) {
    if (size == hi.length) {
      grow(size + STEP);
    }
    int row = size++;
    hi[row] = id.hi();
    mid[row] = id.mid();
    lo[row] = id.lo();
    setEndpoint(row, endpoint);
    rtt[row] = 0;
    lastOk[row] = 0;
    lastSent[row] = 0;
    state[row] = 0;
    bucket[row] = (byte) inBucket;
    countIn(inBucket);
    return row;
  }

  private void countIn(int inBucket) {
    if (inBucket >= held.length) {
      held = Arrays.copyOf(held, inBucket + 1);
      live = Arrays.copyOf(live, inBucket + 1);
    }
    held[inBucket]++;
  }

  /** How many are live. */
  int live() {
    return liveTotal;
  }

  /** How many of a bucket are live. */
  int live(int inBucket) {
    return inBucket < live.length ? live[inBucket] : 0;
  }

  /** How many of a bucket wait. */
  int waiting(int inBucket) {
    return inBucket < held.length ? held[inBucket] - live[inBucket] : 0;
  }

  /** How many are live in buckets nearer to us. */
  int liveBehind(int inBucket) {
    int n = 0;
    for (int b = inBucket + 1; b < live.length; b++) {
      n += live[b];
    }
    return n;
  }

  /** The nearest bucket with a live row, or -1. */
  int deepest() {
    int b = live.length - 1;
    while (b >= 0 && live[b] == 0) {
      b--;
    }
    return b;
  }

  void setLive(int row, boolean on) {
    if (is(row, LIVE) != on) {
      int change = on ? 1 : -1;
      live[bucket[row]] = (char) (live[bucket[row]] + change);
      liveTotal += change;
      set(row, LIVE, on);
    }
  }

  private void setEndpoint(int row, Endpoint endpoint) {
    if (family == Family.V4) {
      address4[row] = endpoint.v4();
    } else {
      addressHi[row] = endpoint.hi();
      addressLo[row] = endpoint.lo();
    }
    port[row] = (char) endpoint.port();
  }

  private void grow(int rows) {
    hi = Arrays.copyOf(hi, rows);
    mid = Arrays.copyOf(mid, rows);
    lo = Arrays.copyOf(lo, rows);
    if (family == Family.V4) {
      address4 = Arrays.copyOf(address4, rows);
    } else {
      addressHi = Arrays.copyOf(addressHi, rows);
      addressLo = Arrays.copyOf(addressLo, rows);
    }
    port = Arrays.copyOf(port, rows);
    rtt = Arrays.copyOf(rtt, rows);
    lastOk = Arrays.copyOf(lastOk, rows);
    lastSent = Arrays.copyOf(lastSent, rows);
    firstSeen = Arrays.copyOf(firstSeen, rows);
    state = Arrays.copyOf(state, rows);
    bucket = Arrays.copyOf(bucket, rows);
  }

  void remove(int row) {
    setLive(row, false);
    held[bucket[row]]--;
    int last = --size;
    hi[row] = hi[last];
    mid[row] = mid[last];
    lo[row] = lo[last];
    if (family == Family.V4) {
      address4[row] = address4[last];
    } else {
      addressHi[row] = addressHi[last];
      addressLo[row] = addressLo[last];
    }
    port[row] = port[last];
    rtt[row] = rtt[last];
    lastOk[row] = lastOk[last];
    lastSent[row] = lastSent[last];
    firstSeen[row] = firstSeen[last];
    state[row] = state[last];
    bucket[row] = bucket[last];
  }

  boolean is(int row, byte flag) {
    return (state[row] & flag) != 0;
  }

  void set(int row, byte flag, boolean on) {
    state[row] = (byte) (on ? state[row] | flag : state[row] & ~flag);
  }

  /** How often in a row it has not answered, at most 31. */
  int fails(int row) {
    return (state[row] & 0xff) >> FLAGS;
  }

  void setFails(int row, int times) {
    int flags = state[row] & ((1 << FLAGS) - 1);
    state[row] = (byte) (flags | (Math.min(times, MOST_FAILS) << FLAGS));
  }

  /** Milliseconds, 0 if unknown. */
  int rtt(int row) {
    int code = rtt[row] & 0xff;
    return code < 32 ? code : (16 + (code & 15)) << ((code >> 4) - 1);
  }

  void setRtt(int row, int millis) {
    int rest = Math.min(millis, LONGEST_RTT);
    int shift = 0;
    while (rest >> shift >= 32) {
      shift++;
    }
    rtt[row] = (byte) (shift == 0 ? rest : ((shift + 1) << 4) + (rest >> shift) - 16);
  }

  int find(NodeId id) {
    return find(id.hi(), id.mid(), id.lo());
  }

  int find(long idHi, long idMid, int idLo) {
    for (int row = 0; row < size; row++) {
      if (hi[row] == idHi && mid[row] == idMid && lo[row] == idLo) {
        return row;
      }
    }
    return -1;
  }

  /** The last row above that one with the same address, or -1. */
  int before(int row, Endpoint endpoint) {
    int at = row - 1;
    if (family == Family.V4) {
      int address = endpoint.v4();
      while (at >= 0 && address4[at] != address) {
        at--;
      }
    } else {
      while (at >= 0 && !sameHost(at, endpoint)) {
        at--;
      }
    }
    return at;
  }

  boolean sameHost(int row, Endpoint endpoint) {
    return family == Family.V4
        ? address4[row] == endpoint.v4()
        : addressLo[row] == endpoint.lo() && addressHi[row] == endpoint.hi();
  }

  boolean sameEndpoint(int row, Endpoint endpoint) {
    return port[row] == endpoint.port() && sameHost(row, endpoint);
  }

  NodeId id(int row) {
    return NodeId.of(hi[row], mid[row], lo[row]);
  }

  Endpoint endpoint(int row) {
    return family == Family.V4
        ? Endpoint.v4(address4[row], port[row])
        : Endpoint.v6(addressHi[row], addressLo[row], port[row]);
  }

  /** /24 of IPv4, /48 of IPv6. */
  long group(int row) {
    return family == Family.V4 ? address4[row] >>> 8 : addressHi[row] >>> 16;
  }
}
