package io.waggle.common.dat;

import io.waggle.api.net.PeerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * The value of {@code peers=}: base64 of entries of 6 bytes, 4 for the IPv4 address and 2 for the
 * port, big-endian. The address 0.0.0.0 stands for the sender of the packet.
 */
public final class PeerEntries {

  /** Length of an entry in bytes. */
  public static final int ENTRY = 6;

  /**
   * How many entries fit into one character string of DNS: {@code peers=} and 248 characters of
   * base64 make 254 of 255 bytes (RFC 1035 §3.3).
   */
  public static final int MOST_IN_A_STRING = 31;

  private PeerEntries() {}

  /**
   * Writes IPv4 peers; IPv6 ones can't be written and are left out.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST_IN_A_STRING}
   */
  public static String encode(Collection<PeerAddress> peers) {
    byte[] bytes = new byte[peers.size() * ENTRY];
    int at = 0;
    for (PeerAddress peer : peers) {
      if (!peer.isIpv6()) {
        System.arraycopy(peer.host().getAddress(), 0, bytes, at, 4);
        bytes[at + 4] = (byte) (peer.port() >> 8);
        bytes[at + 5] = (byte) peer.port();
        at += ENTRY;
      }
    }
    if (at > MOST_IN_A_STRING * ENTRY) {
      throw new IllegalArgumentException(
          at / ENTRY + " peers do not fit; at most " + MOST_IN_A_STRING + " do");
    }
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, at));
  }

  /**
   * Reads entries; total: what is no base64 gives no peers, a rest of fewer than 6 bytes is
   * ignored. Addresses 0.0.0.0 and ports 0 are given as they stand.
   */
  public static List<PeerAddress> decode(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    List<PeerAddress> peers = new ArrayList<>(bytes.length / ENTRY);
    for (int at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
      int port = (bytes[at + 4] & 0xff) << 8 | (bytes[at + 5] & 0xff);
      peers.add(PeerAddress.of(Arrays.copyOfRange(bytes, at, at + 4), port));
    }
    return peers;
  }
}
