package io.waggle.mdnsdiscovery.link;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;

/**
 * Opens the socket of one link. It is bound to the group's address, so that it hears what is sent
 * to the group and nothing else: another responder on this machine keeps its unicast packets, and
 * nobody reaches us by unicast. The JDK clears {@code IP_MULTICAST_ALL}, so a socket hears the one
 * interface it has joined on.
 */
final class MulticastSocket {

  private static final int HOPS = 255;

  /** A tenth of a second of a flood, which the system's own 200 kB is not. */
  private static final int RECEIVE_BUFFER = 2 << 20;

  private static final byte[] GROUP_4 = {(byte) 224, 0, 0, (byte) 251};
  private static final byte[] GROUP_6 = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -5};

  private MulticastSocket() {}

  /** The group of a family: 224.0.0.251 or ff02::fb (RFC 6762 §3). */
  static InetAddress group(boolean ipv6) {
    try {
      return InetAddress.getByAddress(ipv6 ? GROUP_6 : GROUP_4);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  /**
   * Opens and joins.
   *
   * @param port 5353, but in tests
   * @throws IOException if the interface is gone or can't do that
   */
  static DatagramChannel open(Link link, int port) throws IOException {
    NetworkInterface by = NetworkInterface.getByIndex(link.index());
    if (by == null) {
      throw new IOException(link.name() + " is gone");
    }
    DatagramChannel channel =
        DatagramChannel.open(
            link.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, by);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
      channel.bind(new InetSocketAddress(scoped(link), port));
      channel.join(group(link.ipv6()), by);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new IOException(link + " can't be used: " + e.getMessage(), e);
    }
  }

  private static InetAddress scoped(Link link) throws UnknownHostException {
    return link.ipv6() ? Inet6Address.getByAddress(null, GROUP_6, link.index()) : group(false);
  }
}
