package io.waggle.kademliadht.driver;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses of this machine; notices that it has come into another network. */
final class LocalAddresses {

  private LocalAddresses() {}

  /** Those it has at this moment; none if the system does not tell. */
  static Collection<InetAddress> all() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  /** A number that changes when an address comes or goes; link-local ones do not count. */
  static int fingerprint() {
    Set<InetAddress> addresses = new HashSet<>(all());
    addresses.removeIf(each -> each.isLinkLocalAddress() || each.isLoopbackAddress());
    return addresses.hashCode();
  }
}
