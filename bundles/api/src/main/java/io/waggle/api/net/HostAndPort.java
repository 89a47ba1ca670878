package io.waggle.api.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host as a person writes it, a name or a literal address, with or without a port.
 *
 * @param host a DNS name, or a literal IPv4 or IPv6 address without brackets
 * @param port 1 to 65535, or empty when the text named none
 */
public record HostAndPort(String host, Optional<Integer> port) {

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");

  /** Checks both parts. */
  public HostAndPort {
    Objects.requireNonNull(port, "port");
    if (!host.contains(":") && !NAME.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + host + "' is neither a host name nor an address");
    }
    if (port.isPresent() && (port.get() < 0 || port.get() > 65535)) {
      throw new IllegalArgumentException("port " + port.get() + " is not in 0..65535");
    }
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port} or a bare IPv6 address.
   *
   * @throws IllegalArgumentException naming the text and what is wrong with it
   */
  public static HostAndPort parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("[")) {
      return parseBracketed(trimmed);
    }
    int colon = trimmed.indexOf(':');
    if (colon < 0 || trimmed.indexOf(':', colon + 1) >= 0) {
      return new HostAndPort(trimmed, Optional.empty());
    }
    return new HostAndPort(
        trimmed.substring(0, colon), Optional.of(parsePort(trimmed.substring(colon + 1), text)));
  }

  private static HostAndPort parseBracketed(String text) {
    int end = text.indexOf(']');
    if (end < 0) {
      throw new IllegalArgumentException("'" + text + "' lacks the closing bracket");
    }
    String host = text.substring(1, end);
    String rest = text.substring(end + 1);
    if (rest.isEmpty()) {
      return new HostAndPort(host, Optional.empty());
    }
    if (!rest.startsWith(":")) {
      throw new IllegalArgumentException("'" + text + "' has text after the bracket");
    }
    return new HostAndPort(host, Optional.of(parsePort(rest.substring(1), text)));
  }

  private static int parsePort(String digits, String whole) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + digits + "' in '" + whole + "' is not a port number", e);
    }
  }

  /** The address, if the host is a literal one; asks no resolver. */
  public Optional<InetAddress> literal() {
    if (!host.contains(":") && !IPV4.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return port.map(p -> shown + ":" + p).orElse(shown);
  }
}
