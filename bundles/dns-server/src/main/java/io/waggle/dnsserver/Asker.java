package io.waggle.dnsserver;

import java.net.InetSocketAddress;

/** Who sent the datagram in hand. Reused. */
final class Asker {

  long hi;
  long lo;
  int port;
  boolean ipv4;
  long group;

  /** Packets of one sender often follow each other. */
  private InetSocketAddress last;

  void set(InetSocketAddress from) {
    if (from.equals(last)) {
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
