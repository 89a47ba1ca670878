package io.waggle.mdnsdiscovery.link;

import java.net.InetAddress;
import java.util.List;

/**
 * A network interface in one address family.
 *
 * @param name of the interface
 * @param index of the interface, as the system counts
 * @param ipv6 the family
 * @param addresses its own, with their networks; at least one
 */
public record Link(String name, int index, boolean ipv6, List<Prefix> addresses) {

  /** Keeps its own copy. */
  public Link {
    addresses = List.copyOf(addresses);
  }

  /**
   * Whether a packet from there can have been sent on this very network: what a router let through
   * is not to be believed (RFC 6762 §11). Addresses of link-local scope pass no router.
   */
  public boolean isOnLink(InetAddress source) {
    boolean family = source.getAddress().length == 16 == ipv6;
    return family
        && (source.isLinkLocalAddress() || addresses.stream().anyMatch(a -> a.contains(source)));
  }

  /** Whether it is an address of our own here. */
  public boolean isOwn(InetAddress source) {
    for (Prefix own : addresses) {
      if (own.address().equals(source)) {
        return true;
      }
    }
    return false;
  }

  /** The group of its family: 224.0.0.251 or ff02::fb (RFC 6762 §3). */
  public InetAddress group() {
    return MulticastSocket.group(ipv6);
  }

  /** {@code eth0/4} or {@code eth0/6}. */
  @Override
  public String toString() {
    return name + (ipv6 ? "/6" : "/4");
  }
}
