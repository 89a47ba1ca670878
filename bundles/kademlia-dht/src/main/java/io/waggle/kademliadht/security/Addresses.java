package io.waggle.kademliadht.security;

import io.waggle.kademliadht.krpc.Endpoint;

/** What kind of address it is, by number (RFC 6890). */
public final class Addresses {

  private Addresses() {}

  /** Private, loopback or link-local: exempt from BEP 42 and from limits on neighbours. */
  public static boolean isLocal(Endpoint e) {
    if (e.isV6()) {
      int top = (int) (e.hi() >>> 48);
      boolean loopback = e.hi() == 0 && e.lo() == 1;
      return loopback || (top & 0xfe00) == 0xfc00 || (top & 0xffc0) == 0xfe80;
    }
    int a = e.v4();
    return a >>> 24 == 10
        || a >>> 24 == 127
        || a >>> 20 == 0xac1
        || a >>> 16 == 0xc0a8
        || a >>> 16 == 0xa9fe;
  }

  /** No node can be there: unspecified, multicast, broadcast, reserved, or port 0. */
  public static boolean isImpossible(Endpoint e) {
    if (e.port() == 0) {
      return true;
    }
    if (e.isV6()) {
      return e.hi() >>> 56 == 0xff || (e.hi() == 0 && e.lo() == 0);
    }
    int top = e.v4() >>> 24;
    return top == 0 || top >= 224;
  }

  /** The party an address belongs to: /24 of IPv4, /48 of IPv6. */
  public static long group(Endpoint e) {
    return e.isV6() ? e.hi() >>> 16 : e.v4() >>> 8 & 0xffffff;
  }
}
