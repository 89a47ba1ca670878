package io.waggle.api.net;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The neighbourhood of an address, as far as limits go: its /24 for IPv4, its /48 for IPv6. One
 * party can easily own a whole group, so quotas are counted per group.
 *
 * @param prefix the leading 24 or 48 bits, right-aligned
 * @param ipv6 whether it is a /48
 */
public record AddressGroup(long prefix, boolean ipv6) {

  /** The group of an address. */
  public static AddressGroup of(InetAddress address) {
    boolean six = address instanceof Inet6Address;
    byte[] bytes = address.getAddress();
    long prefix = 0;
    for (int i = 0; i < (six ? 6 : 3); i++) {
      prefix = prefix << 8 | (bytes[i] & 0xff);
    }
    return new AddressGroup(prefix, six);
  }

  /** {@code 192.0.2.0/24} or {@code 20010db80000::/48}. */
  @Override
  public String toString() {
    if (ipv6) {
      return "%012x::/48".formatted(prefix);
    }
    return (prefix >> 16) + "." + (prefix >> 8 & 0xff) + "." + (prefix & 0xff) + ".0/24";
  }
}
