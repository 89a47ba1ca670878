package io.waggle.api.lan;

import java.net.InetAddress;
import java.util.List;

/**
 * A network interface in one address family.
 *
 * @param name of the interface
 * @param ipv6 the family
 * @param addresses its own
 * @param received packets
 * @param sent packets
 * @param problem why it can't be used; empty when it is
 */
public record LanLink(
    String name,
    boolean ipv6,
    List<InetAddress> addresses,
    long received,
    long sent,
    String problem) {

  /** Keeps its own copy. */
  public LanLink {
    addresses = List.copyOf(addresses);
  }
}
