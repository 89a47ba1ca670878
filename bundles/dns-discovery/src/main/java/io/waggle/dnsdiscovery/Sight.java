package io.waggle.dnsdiscovery;

import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.Attributes;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** What the reply to a probe says of us. */
final class Sight {

  private Sight() {}

  static Optional<PeerAddress> in(ServerMessage reply) {
    if (reply.answers().isEmpty()) {
      return Optional.empty();
    }
    Attributes attributes = reply.answers().get(0).attributes();
    OptionalInt port = attributes.port("port");
    return attributes
        .text("host")
        .flatMap(Sight::literal)
        .filter(host -> port.isPresent())
        .map(host -> new PeerAddress(host, port.getAsInt()));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return new HostAndPort(text, Optional.empty()).literal();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
