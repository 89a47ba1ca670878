package io.waggle.dnsdiscovery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Which of the loop's sockets serves which family. Unless the operator names addresses there is one
 * socket on the wildcard address, which serves both; the kernel hands IPv4 through it.
 *
 * @param binds what to bind, in the order of the socket numbers
 * @param ipv4 number of the socket for IPv4 servers; -1 if there is none
 * @param ipv6 the same for IPv6
 * @param sharedPort of a socket that other protocols listen on too; 0 if it is our own
 */
record SocketPlan(List<InetSocketAddress> binds, int ipv4, int ipv6, int sharedPort) {

  static SocketPlan of(ClientSettings settings) {
    if (settings.bind().isEmpty()) {
      return new SocketPlan(List.of(new InetSocketAddress(settings.port())), 0, 0, 0);
    }
    List<InetAddress> bind = settings.bind();
    return new SocketPlan(
        bind.stream().map(address -> new InetSocketAddress(address, settings.port())).toList(),
        indexOf(bind, false),
        indexOf(bind, true),
        0);
  }

  /** One socket that is bound already. */
  static SocketPlan shared(InetSocketAddress local) {
    InetAddress address = local.getAddress();
    boolean any = address.isAnyLocalAddress();
    boolean ipv6 = address instanceof Inet6Address;
    return new SocketPlan(List.of(), any || !ipv6 ? 0 : -1, any || ipv6 ? 0 : -1, local.getPort());
  }

  private static int indexOf(List<InetAddress> bind, boolean ipv6) {
    for (int i = 0; i < bind.size(); i++) {
      if (bind.get(i) instanceof Inet6Address == ipv6) {
        return i;
      }
    }
    return -1;
  }

  /** The socket for a destination; -1 if there is none. */
  int socketFor(InetSocketAddress to) {
    return to.getAddress() instanceof Inet6Address ? ipv6 : ipv4;
  }
}
