package io.waggle.kademliadht.table;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import java.util.Arrays;

/**
 * The rows of a table as one array a column: 43 bytes an IPv4 node, no object each. A removed row
 * is overwritten by the last one, so an index is good only until the next change.
 */
final class Slots {

  static final byte LIVE = 1;
  static final byte VERIFIED = 2;
  static final byte SECURE = 4;

  private static final int STEP = 16;

  final Family family;
  int size;
  long[] hi = new long[0];
  long[] mid = new long[0];
  int[] lo = new int[0];
  int[] address4 = new int[0];
  long[] addressHi = new long[0];
  long[] addressLo = new long[0];
  char[] port = new char[0];
  char[] rtt = new char[0];

  /** Times are tenths of a second of the caller's counter. */
  int[] lastOk = new int[0];

  int[] lastSent = new int[0];
  int[] firstSeen = new int[0];
  byte[] fails = new byte[0];
  byte[] flags = new byte[0];
  byte[] bucket = new byte[0];

  Slots(Family family) {
    this.family = family;
  }

  int add(NodeId id, Endpoint endpoint) {
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
    fails[row] = 0;
    flags[row] = 0;
    return row;
  }

  void setEndpoint(int row, Endpoint endpoint) {
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
    fails = Arrays.copyOf(fails, rows);
    flags = Arrays.copyOf(flags, rows);
    bucket = Arrays.copyOf(bucket, rows);
  }

  void remove(int row) {
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
    fails[row] = fails[last];
    flags[row] = flags[last];
    bucket[row] = bucket[last];
  }

  boolean is(int row, byte flag) {
    return (flags[row] & flag) != 0;
  }

  void set(int row, byte flag, boolean on) {
    flags[row] = (byte) (on ? flags[row] | flag : flags[row] & ~flag);
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
