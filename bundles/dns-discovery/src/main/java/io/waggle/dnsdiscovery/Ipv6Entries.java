package io.waggle.dnsdiscovery;

import io.waggle.api.net.PeerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The value of {@code peers6=}, which this project's server adds and old clients ignore: base64 of
 * entries of 18 bytes, 16 for the IPv6 address and 2 for the port, big-endian.
 */
final class Ipv6Entries {

  private static final int ADDRESS = 16;
  private static final int ENTRY = ADDRESS + 2;

  private Ipv6Entries() {}

  /** Reads entries; total, as {@link io.waggle.common.dat.PeerEntries#decode}. */
  static List<PeerAddress> decode(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    List<PeerAddress> peers = new ArrayList<>();
    for (int at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
      int port = (bytes[at + ADDRESS] & 0xff) << 8 | (bytes[at + ADDRESS + 1] & 0xff);
      peers.add(PeerAddress.of(Arrays.copyOfRange(bytes, at, at + ADDRESS), port));
    }
    return peers;
  }
}
