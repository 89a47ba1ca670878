package io.waggle.dnsdiscovery;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The addresses of this machine. */
final class OwnAddresses {

  private OwnAddresses() {}

  /** Those it has at this moment; none if the system does not tell. */
  static List<InetAddress> now() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    } catch (SocketException e) {
      return List.of();
    }
  }
}
