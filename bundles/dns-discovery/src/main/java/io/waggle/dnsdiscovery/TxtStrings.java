package io.waggle.dnsdiscovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The character strings of a TXT record (RFC 1035 §3.3.14), mending those of dns-discovery 6.2.3:
 * its encoder lets the length byte of a string above 255 wrap, so that a list of 32 or more peers
 * comes with the remainder as its length.
 */
final class TxtStrings {

  private static final String PEERS = "peers=";
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int MOST_STRINGS = 64;

  private TxtStrings() {}

  /** Reads the strings; a last one that is cut short is dropped. Total. */
  static List<String> read(byte[] rdata) {
    List<String> strings = new ArrayList<>();
    int at = 0;
    while (at < rdata.length && strings.size() < MOST_STRINGS) {
      int length = rdata[at] & 0xff;
      int rest = rdata.length - at - 1;
      if (rest > length && (rest & 0xff) == length && startsWithPeers(rdata, at + 1)) {
        strings.add(mended(text(rdata, at + 1, rest)));
        return strings;
      }
      if (length > rest) {
        return strings;
      }
      strings.add(text(rdata, at + 1, length));
      at += 1 + length;
    }
    return strings;
  }

  private static boolean startsWithPeers(byte[] rdata, int at) {
    return rdata.length - at >= PEERS.length() && text(rdata, at, PEERS.length()).equals(PEERS);
  }

  private static String text(byte[] bytes, int at, int length) {
    return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
  }

  /** Eight characters of base64 are one whole entry; what follows the last sound one is cut off. */
  private static String mended(String peers) {
    int end = PEERS.length();
    while (end < peers.length() && BASE64.indexOf(peers.charAt(end)) >= 0) {
      end++;
    }
    return peers.substring(0, end - (end - PEERS.length()) % 8);
  }
}
