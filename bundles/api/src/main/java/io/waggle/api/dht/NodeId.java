package io.waggle.api.dht;

import java.util.HexFormat;

/**
 * A point of the 160-bit key space: the id of a node, an info hash or the target of an item.
 * Ordered as an unsigned number; distance is XOR. Immutable.
 */
public final class NodeId implements Comparable<NodeId> {

  /** Length in bytes. */
  public static final int LENGTH = 20;

  /** Length in bits. */
  public static final int BITS = 160;

  private final long hi;
  private final long mid;
  private final int lo;

  private NodeId(long hi, long mid, int lo) {
    this.hi = hi;
    this.mid = mid;
    this.lo = lo;
  }

  /** From the first 8, the next 8 and the last 4 bytes, big-endian. */
  public static NodeId of(long hi, long mid, int lo) {
    return new NodeId(hi, mid, lo);
  }

  /**
   * From its bytes.
   *
   * @throws IllegalArgumentException unless there are {@value #LENGTH}
   */
  public static NodeId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an id has 20 bytes, not " + bytes.length);
    }
    return read(bytes, 0);
  }

  /** From 20 bytes of a buffer. */
  public static NodeId read(byte[] buffer, int offset) {
    return new NodeId(
        readLong(buffer, offset), readLong(buffer, offset + 8), readInt(buffer, offset + 16));
  }

  /**
   * From 40 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static NodeId parse(String hex) {
    return of(HexFormat.of().parseHex(hex.strip()));
  }

  private static long readLong(byte[] b, int at) {
    return (long) readInt(b, at) << 32 | (readInt(b, at + 4) & 0xffffffffL);
  }

  private static int readInt(byte[] b, int at) {
    return b[at] << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | (b[at + 3] & 0xff);
  }

  /** Bytes 0 to 7. */
  public long hi() {
    return hi;
  }

  /** Bytes 8 to 15. */
  public long mid() {
    return mid;
  }

  /** Bytes 16 to 19. */
  public int lo() {
    return lo;
  }

  /** All 20 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (hi >>> (56 - 8 * i));
      bytes[8 + i] = (byte) (mid >>> (56 - 8 * i));
    }
    for (int i = 0; i < 4; i++) {
      bytes[16 + i] = (byte) (lo >>> (24 - 8 * i));
    }
    return bytes;
  }

  /** The XOR of both. */
  public NodeId distance(NodeId other) {
    return new NodeId(hi ^ other.hi, mid ^ other.mid, lo ^ other.lo);
  }

  /** How many leading bits both share, 0 to 160. */
  public int commonPrefix(NodeId other) {
    NodeId d = distance(other);
    if (d.hi != 0) {
      return Long.numberOfLeadingZeros(d.hi);
    }
    if (d.mid != 0) {
      return 64 + Long.numberOfLeadingZeros(d.mid);
    }
    return 128 + Integer.numberOfLeadingZeros(d.lo);
  }

  /** This with one bit turned over; bit 0 is the highest. */
  public NodeId flip(int bit) {
    if (bit < 64) {
      return new NodeId(hi ^ 1L << (63 - bit), mid, lo);
    }
    if (bit < 128) {
      return new NodeId(hi, mid ^ 1L << (127 - bit), lo);
    }
    return new NodeId(hi, mid, lo ^ 1 << (159 - bit));
  }

  /** Negative if {@code a} is nearer to this than {@code b}. */
  public int compareDistance(NodeId a, NodeId b) {
    return distance(a).compareTo(distance(b));
  }

  @Override
  public int compareTo(NodeId other) {
    int byHi = Long.compareUnsigned(hi, other.hi);
    if (byHi != 0) {
      return byHi;
    }
    int byMid = Long.compareUnsigned(mid, other.mid);
    return byMid != 0 ? byMid : Integer.compareUnsigned(lo, other.lo);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeId n && hi == n.hi && mid == n.mid && lo == n.lo;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hi) * 31 + Long.hashCode(mid) + lo;
  }

  /** 40 hex digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
