package io.waggle.mdnsdiscovery.link;

import io.waggle.api.net.HostAndPort;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address with the length of its network's prefix.
 *
 * @param length in bits
 */
public record Prefix(InetAddress address, int length) {

  /** Checks the length. */
  public Prefix {
    int bits = address.getAddress().length * 8;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("/" + length + " is not in 0.." + bits);
    }
  }

  /**
   * Reads {@code 192.0.2.0/24} or {@code fd00::/8}; without a length it is one address.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    InetAddress address =
        new HostAndPort(host.strip(), Optional.empty())
            .literal()
            .orElseThrow(() -> notANetwork(text, null));
    int bits = address.getAddress().length * 8;
    try {
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).strip());
      return new Prefix(address, length);
    } catch (IllegalArgumentException e) {
      throw notANetwork(text, e);
    }
  }

  private static IllegalArgumentException notANetwork(String text, Exception cause) {
    String told = "'" + text + "' is no network such as 192.168.0.0/16 or fd00::/8";
    return new IllegalArgumentException(told, cause);
  }

  /** Whether an address lies in the network. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    int whole = length / 8;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != theirs[i]) {
        return false;
      }
    }
    int rest = length % 8;
    return rest == 0 || (mine[whole] ^ theirs[whole]) >> (8 - rest) == 0;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
