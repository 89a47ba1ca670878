package io.waggle.discoverychannel;

import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.api.net.PeerAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** Which addresses nobody can have meant, depending on how far their source is believed. */
final class AddressRules {

  private AddressRules() {}

  /** Why an address is dropped, in one word for a counter; empty if it is kept. */
  static Optional<String> refusal(PeerAddress address, FoundMeta meta, Trust trust) {
    InetAddress host = address.host();
    if (address.port() == 0) {
      return Optional.of("port");
    }
    if (host.isMulticastAddress() || host.isAnyLocalAddress() || isBroadcast(host)) {
      return Optional.of("nobody");
    }
    return trust == Trust.LOCAL ? Optional.empty() : refusalOfStranger(host, meta);
  }

  private static Optional<String> refusalOfStranger(InetAddress host, FoundMeta meta) {
    if (host.isLoopbackAddress()) {
      return Optional.of("loopback");
    }
    if (host.isLinkLocalAddress()) {
      return Optional.of("linklocal");
    }
    boolean askedPrivately = meta.via().map(via -> isPrivate(via.host())).orElse(false);
    return isPrivate(host) && !askedPrivately ? Optional.of("private") : Optional.empty();
  }

  private static boolean isBroadcast(InetAddress host) {
    byte[] bytes = host.getAddress();
    return bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1;
  }

  /** RFC 1918, RFC 6598 (carriers' NAT), RFC 4193 (unique local) and the older site-local. */
  private static boolean isPrivate(InetAddress host) {
    byte[] bytes = host.getAddress();
    if (host instanceof Inet6Address) {
      return (bytes[0] & 0xfe) == 0xfc || host.isSiteLocalAddress();
    }
    boolean carrier = bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return carrier || host.isSiteLocalAddress();
  }
}
