package io.waggle.dnsserver;

import java.net.InetSocketAddress;

/** Who sent the datagram in hand. Reused. */
final class Asker {

  long hi;
  long lo;
  int port;
  boolean ipv4;
  long group;

  /** The JDK hands out the same object while one sender follows itself. */
  private InetSocketAddress last;

  void set(InetSocketAddress from) {
    if (from == last) {
      return;
    }
    last = from;
    byte[] address = from.getAddress().getAddress();
    hi = Address.hi(address);
    lo = Address.lo(address);
    port = from.getPort();
    ipv4 = Address.isIpv4(hi, lo);
    group = SourceGroups.prefix(hi, lo);
  }
}
