package io.waggle.kademliadht.krpc;

import io.waggle.api.net.PeerAddress;

/**
 * An address and a port as numbers, without any type of the network stack. IPv4 is held as its
 * IPv4-mapped IPv6 form (RFC 4291 §2.5.5.2), so that one pair of numbers tells both families apart.
 * Immutable.
 */
public final class Endpoint {

  private static final long MAPPED = 0xffffL << 32;

  private final long hi;
  private final long lo;
  private final int port;

  private Endpoint(long hi, long lo, int port) {
    this.hi = hi;
    this.lo = lo;
    this.port = port & 0xffff;
  }

  /** An IPv4 endpoint. */
  public static Endpoint v4(int address, int port) {
    return new Endpoint(0, MAPPED | (address & 0xffffffffL), port);
  }

  /** From the two halves of an IPv6 address; an IPv4-mapped one is an IPv4 endpoint. */
  public static Endpoint v6(long hi, long lo, int port) {
    return new Endpoint(hi, lo, port);
  }

  /** From an address of the api. */
  public static Endpoint of(PeerAddress address) {
    byte[] bytes = address.host().getAddress();
    byte[] compact = java.util.Arrays.copyOf(bytes, bytes.length + 2);
    compact[bytes.length] = (byte) (address.port() >> 8);
    compact[bytes.length + 1] = (byte) address.port();
    return read(compact, 0, bytes.length == 4 ? Family.V4 : Family.V6);
  }

  /** From the compact form of BEP 5 or BEP 32. */
  public static Endpoint read(byte[] b, int at, Family family) {
    int port =
        (b[at + family.addressLength()] & 0xff) << 8 | (b[at + family.addressLength() + 1] & 0xff);
    if (family == Family.V4) {
      return v4((int) number(b, at, 4), port);
    }
    return v6(number(b, at, 8), number(b, at + 8, 8), port);
  }

  private static long number(byte[] b, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | (b[at + i] & 0xff);
    }
    return value;
  }

  /** Writes the compact form and returns the position behind it. */
  public int write(byte[] b, int at) {
    int next = at;
    if (isV6()) {
      next = put(b, next, hi, 8);
      next = put(b, next, lo, 8);
    } else {
      next = put(b, next, lo, 4);
    }
    return put(b, next, port, 2);
  }

  private static int put(byte[] b, int at, long value, int length) {
    for (int i = 0; i < length; i++) {
      b[at + i] = (byte) (value >>> (8 * (length - 1 - i)));
    }
    return at + length;
  }

  /** Whether this is not an IPv4 endpoint. */
  public boolean isV6() {
    return hi != 0 || lo >>> 32 != 0xffff;
  }

  /** The family. */
  public Family family() {
    return isV6() ? Family.V6 : Family.V4;
  }

  /** The first 8 bytes of the (mapped) IPv6 address. */
  public long hi() {
    return hi;
  }

  /** The last 8 bytes of the (mapped) IPv6 address. */
  public long lo() {
    return lo;
  }

  /** The IPv4 address; meaningless for IPv6. */
  public int v4() {
    return (int) lo;
  }

  /** 0 to 65535. */
  public int port() {
    return port;
  }

  /** Whether both have the same address, whatever the port. */
  public boolean sameHost(Endpoint other) {
    return hi == other.hi && lo == other.lo;
  }

  /** The address for the api. */
  public PeerAddress toPeerAddress() {
    byte[] compact = new byte[family().endpointLength()];
    write(compact, 0);
    return PeerAddress.of(java.util.Arrays.copyOf(compact, family().addressLength()), port);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint e && hi == e.hi && lo == e.lo && port == e.port;
  }

  @Override
  public int hashCode() {
    long mixed = (hi * 31 + lo) * 0x9e3779b97f4a7c15L + port * 0xc2b2ae3d27d4eb4fL;
    return (int) (mixed >>> 32);
  }

  @Override
  public String toString() {
    return toPeerAddress().toString();
  }
}
