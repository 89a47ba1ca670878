package io.waggle.swarmconnector;

import io.waggle.api.net.HostAndPort;
import java.net.InetAddress;

/** Neighbouring addresses as CIDR writes them (RFC 4632, RFC 4291 §2.3), or a single one. */
record AddressBlock(InetAddress base, int bits) {

  /**
   * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or an address.
   *
   * @throws IllegalArgumentException naming the text
   */
  static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    InetAddress base =
        new HostAndPort(host.strip(), java.util.Optional.empty())
            .literal()
            .orElseThrow(() -> bad(text, "is not an address"));
    int most = base.getAddress().length * Byte.SIZE;
    return new AddressBlock(base, slash < 0 ? most : bits(text.substring(slash + 1), most, text));
  }

  private static int bits(String digits, int most, String text) {
    try {
      int bits = Integer.parseInt(digits.strip());
      if (bits >= 0 && bits <= most) {
        return bits;
      }
    } catch (NumberFormatException e) {
      throw bad(text, "has no number behind the slash");
    }
    throw bad(text, "has a prefix length outside 0.." + most);
  }

  private static IllegalArgumentException bad(String text, String what) {
    return new IllegalArgumentException("'" + text + "' " + what);
  }

  /** Whether the address lies in the block; a v4 block holds no v6 address and vice versa. */
  boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int kept = Math.min(Byte.SIZE, bits - bit);
      int mask = 0xff << (Byte.SIZE - kept);
      if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
