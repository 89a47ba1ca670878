package io.waggle.kademliadht.driver;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Notices that the machine has come into another network. */
final class LocalAddresses {

  private LocalAddresses() {}

  /** A number that changes when an address comes or goes; link-local ones do not count. */
  static int fingerprint() {
    Set<Object> addresses = new HashSet<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        Collections.list(each.getInetAddresses()).stream()
            .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
            .forEach(addresses::add);
      }
    } catch (SocketException e) {
      return 0;
    }
    return addresses.hashCode();
  }
}
