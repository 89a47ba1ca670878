package io.waggle.dnsserver;

import java.nio.charset.StandardCharsets;

/**
 * What a client asks for in a TXT record, as far as a server needs it; reads like {@link
 * io.waggle.common.dat.Attributes}, without allocation. Values stay in the packet. Reused.
 */
final class TxtRecord {

  /** No port was given. */
  static final int NO_PORT = -1;

  private static final byte[] TOKEN = ascii("token");
  private static final byte[] ANNOUNCE = ascii("announce");
  private static final byte[] UNANNOUNCE = ascii("unannounce");
  private static final byte[] SUBSCRIBE = ascii("subscribe");
  private static final byte[] FALSE = ascii("false");

  /** Whose record it is. */
  final DomainName name = new DomainName();

  /** Where in the packet the token stands, and its length; 0 if there is none. */
  int tokenAt;

  /** Length of the token. */
  int tokenLength;

  /** 0 to 65535, or {@link #NO_PORT}. */
  int announce;

  /** 0 to 65535, or {@link #NO_PORT}. */
  int unannounce;

  /** Whether the sender wants to hear of new peers. */
  boolean subscribe;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the character strings from {@code from} to {@code end}; false if they do not fit. */
  boolean read(byte[] packet, int from, int end) {
    tokenAt = from;
    tokenLength = 0;
    announce = NO_PORT;
    unannounce = NO_PORT;
    subscribe = false;
    int at = from;
    while (at < end) {
      int length = packet[at++] & 0xff;
      if (at + length > end) {
        return false;
      }
      take(packet, at, at + length);
      at += length;
    }
    return true;
  }

  private void take(byte[] packet, int from, int end) {
    int equals = from;
    while (equals < end && packet[equals] != '=') {
      equals++;
    }
    int value = Math.min(equals + 1, end);
    if (is(TOKEN, packet, from, equals)) {
      tokenAt = value;
      tokenLength = end - value;
    } else if (is(ANNOUNCE, packet, from, equals)) {
      announce = port(packet, value, end);
    } else if (is(UNANNOUNCE, packet, from, equals)) {
      unannounce = port(packet, value, end);
    } else if (is(SUBSCRIBE, packet, from, equals)) {
      subscribe = equals == end || (value < end && !is(FALSE, packet, value, end));
    }
  }

  private static boolean is(byte[] word, byte[] packet, int from, int end) {
    if (end - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (packet[from + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static int port(byte[] packet, int from, int end) {
    if (from == end || end - from > 5) {
      return NO_PORT;
    }
    int port = 0;
    for (int i = from; i < end; i++) {
      int digit = packet[i] - '0';
      if (digit < 0 || digit > 9) {
        return NO_PORT;
      }
      port = port * 10 + digit;
    }
    return port > 65535 ? NO_PORT : port;
  }
}
