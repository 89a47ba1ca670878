package io.waggle.dnsserver;

import io.waggle.common.hash.SipHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A domain name as on the wire, uncompressed, up to 255 bytes; its own copy, so that it outlives
 * the packet. Reused: reading allocates nothing.
 */
final class DomainName {

  /** RFC 1035 §3.1. */
  static final int LONGEST = 255;

  private static final int LONGEST_LABEL = 63;

  /** A name that is longer than its pointers allow is cut off here: it has at most 127 labels. */
  private static final int MOST_POINTERS = 127;

  /** As it came. */
  final byte[] bytes = new byte[LONGEST];

  /** With its ASCII letters in lower case: names that differ in case only are one (RFC 4343). */
  final byte[] lower = new byte[LONGEST];

  /** With the zero byte at its end. */
  int length;

  /** The keyed hash, once {@link #hash} or {@link #copyHash} has put it there. */
  long keyHi;

  /** The other half. */
  long keyLo;

  /** A name from its text, without escapes. */
  static DomainName of(String text) {
    DomainName name = new DomainName();
    for (String label : text.split("\\.", -1)) {
      byte[] ascii = label.getBytes(StandardCharsets.ISO_8859_1);
      if (ascii.length == 0 || ascii.length > LONGEST_LABEL || !name.append(ascii, 0, label)) {
        throw new IllegalArgumentException("'" + text + "' is not a domain name");
      }
    }
    name.bytes[name.length++] = 0;
    return name;
  }

  private boolean append(byte[] ascii, int from, String label) {
    if (length + 1 + label.length() >= LONGEST) {
      return false;
    }
    copyLabel(ascii, from, label.length());
    return true;
  }

  /**
   * Reads a name; understands compression pointers to earlier places (RFC 1035 §4.1.4).
   *
   * @param end of the packet
   * @return where the packet goes on, or -1 if this is no name
   */
  int read(byte[] packet, int end, int from) {
    length = 0;
    int next = -1;
    int at = from;
    int pointers = 0;
    while (at < end) {
      int size = packet[at] & 0xff;
      if (size == 0) {
        bytes[length] = 0;
        lower[length++] = 0;
        return next < 0 ? at + 1 : next;
      } else if (size <= LONGEST_LABEL) {
        if (at + 1 + size >= end || length + 1 + size >= LONGEST) {
          return -1;
        }
        copyLabel(packet, at + 1, size);
        at += 1 + size;
      } else {
        if (size < 0xc0 || at + 1 >= end || ++pointers > MOST_POINTERS) {
          return -1;
        }
        next = next < 0 ? at + 2 : next;
        int target = ((size & 0x3f) << 8) | (packet[at + 1] & 0xff);
        if (target >= at) {
          return -1;
        }
        at = target;
      }
    }
    return -1;
  }

  private void copyLabel(byte[] from, int at, int size) {
    bytes[length] = (byte) size;
    lower[length++] = (byte) size;
    for (int i = at; i < at + size; i++) {
      byte c = from[i];
      bytes[length] = c;
      lower[length++] = c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
    }
  }

  void hash(SipHash sip) {
    sip.hash128(lower, length);
    keyHi = sip.hi();
    keyLo = sip.lo();
  }

  void copyHash(DomainName same) {
    keyHi = same.keyHi;
    keyLo = same.keyLo;
  }

  boolean matches(DomainName other) {
    return length == other.length && Arrays.equals(lower, 0, length, other.lower, 0, other.length);
  }

  /** Whether it is below a domain, or the domain itself. */
  boolean endsWith(DomainName domain) {
    int start = length - domain.length;
    int at = 0;
    while (at < start) {
      at += 1 + lower[at];
    }
    return at == start && Arrays.equals(lower, start, length, domain.lower, 0, domain.length);
  }

  int labels() {
    int labels = 0;
    for (int at = 0; lower[at] != 0; at += 1 + lower[at]) {
      labels++;
    }
    return labels;
  }
}
