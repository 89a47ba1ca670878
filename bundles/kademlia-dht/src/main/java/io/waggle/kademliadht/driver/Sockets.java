package io.waggle.kademliadht.driver;

import io.waggle.kademliadht.krpc.Family;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which local id speaks by which socket: one socket for both families where it is bound to the
 * wildcard address, else one for each address (BEP 45).
 */
final class Sockets {

  private final List<InetSocketAddress> binds;
  private final List<Family> families = new ArrayList<>();
  private final List<Integer> sockets = new ArrayList<>();

  private Sockets(List<InetSocketAddress> binds) {
    this.binds = binds;
  }

  /** One socket on all addresses. */
  static Sockets wildcard(int port, boolean v6) {
    Sockets all = new Sockets(List.of(new InetSocketAddress(port)));
    all.add(Family.V4, 0);
    if (v6) {
      all.add(Family.V6, 0);
    }
    return all;
  }

  /** One socket an address. */
  static Sockets on(List<InetAddress> addresses, int port) {
    Sockets each =
        new Sockets(addresses.stream().map(a -> new InetSocketAddress(a, port)).toList());
    for (int i = 0; i < addresses.size(); i++) {
      each.add(addresses.get(i) instanceof Inet6Address ? Family.V6 : Family.V4, i);
    }
    return each;
  }

  private void add(Family family, int socket) {
    families.add(family);
    sockets.add(socket);
  }

  List<InetSocketAddress> binds() {
    return binds;
  }

  List<Family> families() {
    return families;
  }

  /** The tag of what came by a socket from a family, or -1. */
  int tag(int socket, Family family) {
    for (int tag = 0; tag < families.size(); tag++) {
      if (sockets.get(tag) == socket && families.get(tag) == family) {
        return tag;
      }
    }
    return -1;
  }

  int socket(int tag) {
    return sockets.get(tag);
  }
}
