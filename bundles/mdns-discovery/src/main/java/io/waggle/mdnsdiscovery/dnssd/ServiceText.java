package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.discovery.PeerId;
import io.waggle.common.dat.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an instance says of itself in its TXT record (RFC 6763 §6).
 *
 * @param node random name of the node, by which it knows its own; absent in what others publish
 * @param id of the peer, if it has one before a handshake
 * @param port the same as in the SRV record
 */
record ServiceText(Optional<String> node, Optional<PeerId> id, OptionalInt port) {

  /**
   * What is longer is ignored: RFC 6763 §6.2 wants a few hundred bytes, and no more than a packet.
   */
  static final int LARGEST = 1300;

  private static final String VERSION = "1";
  private static final int LONGEST_NODE = 64;

  /** The strings of the record, the version of the record first (RFC 6763 §6.7). */
  List<String> strings() {
    List<String> strings = new ArrayList<>(List.of("txtvers=" + VERSION, "protovers=" + VERSION));
    port.ifPresent(p -> strings.add("port=" + p));
    node.ifPresent(n -> strings.add("node=" + n));
    id.filter(i -> i.bytes().length <= 64).ifPresent(i -> strings.add("id=" + i));
    return strings;
  }

  /** Reads a TXT record; empty if it is too long, of another version or contradicts itself. */
  static Optional<ServiceText> read(byte[] rdata) {
    if (rdata.length > LARGEST) {
      return Optional.empty();
    }
    Attributes attributes = Attributes.of(split(rdata));
    boolean known =
        attributes.text("txtvers").orElse(VERSION).equals(VERSION)
            && attributes.text("protovers").orElse(VERSION).equals(VERSION);
    OptionalInt port = attributes.port("port");
    if (!known || attributes.text("port").isPresent() != port.isPresent()) {
      return Optional.empty();
    }
    Optional<String> node = attributes.text("node").filter(n -> n.length() <= LONGEST_NODE);
    return Optional.of(new ServiceText(node, attributes.text("id").flatMap(ServiceText::id), port));
  }

  private static Optional<PeerId> id(String hex) {
    try {
      return Optional.of(PeerId.of(HexFormat.of().parseHex(hex)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> split(byte[] rdata) {
    List<String> strings = new ArrayList<>();
    int at = 0;
    while (at < rdata.length) {
      int length = rdata[at] & 0xff;
      if (at + 1 + length > rdata.length) {
        return strings;
      }
      if (length > 0) {
        strings.add(new String(rdata, at + 1, length, StandardCharsets.ISO_8859_1));
      }
      at += 1 + length;
    }
    return strings;
  }
}
