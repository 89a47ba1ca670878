package io.waggle.api.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where a peer can be reached: a literal IPv4 or IPv6 address and a port. IPv4-mapped IPv6
 * addresses are held as IPv4. Never resolves a name.
 *
 * @param host the address; never a name still to be resolved
 * @param port 0 to 65535; 0 stands only in places that say so
 */
public record PeerAddress(InetAddress host, int port) implements Comparable<PeerAddress> {

  /** Checks the range of the port. */
  public PeerAddress {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
  }

  /**
   * From the 4 or 16 bytes of an address.
   *
   * @throws IllegalArgumentException if {@code address} is of another length
   */
  public static PeerAddress of(byte[] address, int port) {
    try {
      return new PeerAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length, e);
    }
  }

  /** From a resolved socket address. */
  public static PeerAddress of(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(address + " is not resolved");
    }
    return new PeerAddress(address.getAddress(), address.getPort());
  }

  /**
   * Reads {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}.
   *
   * @throws IllegalArgumentException if the text is a name or is malformed
   */
  public static PeerAddress parse(String text) {
    HostAndPort parsed = HostAndPort.parse(text);
    InetAddress literal =
        parsed
            .literal()
            .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an address"));
    return new PeerAddress(
        literal,
        parsed
            .port()
            .orElseThrow(() -> new IllegalArgumentException("'" + text + "' lacks a port")));
  }

  /** Whether the host is an IPv6 address. */
  public boolean isIpv6() {
    return host instanceof Inet6Address;
  }

  /** The same as a socket address. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** IPv4 before IPv6, then by the bytes of the address, then by port. */
  @Override
  public int compareTo(PeerAddress other) {
    byte[] mine = host.getAddress();
    byte[] theirs = other.host.getAddress();
    if (mine.length != theirs.length) {
      return Integer.compare(mine.length, theirs.length);
    }
    int byHost = Arrays.compareUnsigned(mine, theirs);
    return byHost != 0 ? byHost : Integer.compare(port, other.port);
  }

  /** {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}. */
  @Override
  public String toString() {
    String text = host.getHostAddress();
    return isIpv6() ? "[" + text + "]:" + port : text + ":" + port;
  }
}
