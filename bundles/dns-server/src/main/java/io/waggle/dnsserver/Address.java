package io.waggle.dnsserver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** IP addresses as two longs; IPv4 as IPv4-mapped IPv6 (RFC 4291 §2.5.5.2). */
final class Address {

  /** The longest text of an address. */
  static final int MOST_TEXT = 45;

  private static final long MAPPED = 0xffff_0000_0000L;

  private Address() {}

  static boolean isIpv4(long hi, long lo) {
    return hi == 0 && (lo & ~0xffff_ffffL) == MAPPED;
  }

  static long hi(byte[] address) {
    return address.length == 4 ? 0 : read(address, 0);
  }

  static long lo(byte[] address) {
    return address.length == 4 ? MAPPED | (readInt(address) & 0xffff_ffffL) : read(address, 8);
  }

  private static int readInt(byte[] b) {
    return (b[0] << 24) | ((b[1] & 0xff) << 16) | ((b[2] & 0xff) << 8) | (b[3] & 0xff);
  }

  private static long read(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }

  static byte[] bytes(long hi, long lo) {
    boolean four = isIpv4(hi, lo);
    byte[] bytes = new byte[four ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      int behind = bytes.length - 1 - i;
      bytes[i] = (byte) (behind < 8 ? lo >>> (8 * behind) : hi >>> (8 * (behind - 8)));
    }
    return bytes;
  }

  static InetAddress inet(long hi, long lo) {
    try {
      return InetAddress.getByAddress(bytes(hi, lo));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }

  /** Writes the text of an address and tells its length: IPv4 dotted, IPv6 as the JDK has it. */
  static int text(long hi, long lo, byte[] into) {
    if (isIpv4(hi, lo)) {
      return dotted((int) lo, into);
    }
    byte[] text = inet(hi, lo).getHostAddress().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, into, 0, text.length);
    return text.length;
  }

  private static int dotted(int address, byte[] into) {
    int at = 0;
    for (int shift = 24; shift >= 0; shift -= 8) {
      at = decimal((address >>> shift) & 0xff, into, at);
      if (shift > 0) {
        into[at++] = '.';
      }
    }
    return at;
  }

  /** Writes a number below 100,000 in decimal; tells where it ends. */
  static int decimal(int value, byte[] into, int from) {
    int digits = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5;
    int rest = value;
    for (int at = from + digits - 1; at >= from; at--) {
      into[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return from + digits;
  }
}
