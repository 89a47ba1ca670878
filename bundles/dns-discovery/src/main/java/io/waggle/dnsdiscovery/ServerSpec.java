package io.waggle.dnsdiscovery;

import io.waggle.api.net.HostAndPort;
import java.util.List;
import java.util.Objects;

/**
 * A server as the operator writes it: {@code host} means the ports 5300, then 53; {@code host:p}
 * only p; {@code host:p/q} p, then q. The host is a name or a literal IPv4 or IPv6 address, the
 * latter in brackets when a port follows.
 *
 * @param host a name or a literal address
 * @param ports in the order they are tried
 */
public record ServerSpec(String host, List<Integer> ports) {

  private static final List<Integer> USUAL_PORTS = List.of(5300, 53);

  /** Checks the ports. */
  public ServerSpec {
    Objects.requireNonNull(host, "host");
    ports = List.copyOf(ports);
    for (int port : ports) {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException(
            "server '" + host + "': port " + port + " is not in 1..65535");
      }
    }
  }

  /**
   * Reads a server.
   *
   * @throws IllegalArgumentException naming the text and what is wrong with it
   */
  public static ServerSpec parse(String text) {
    int slash = text.indexOf('/');
    HostAndPort first = HostAndPort.parse(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return new ServerSpec(first.host(), first.port().map(List::of).orElse(USUAL_PORTS));
    }
    int one =
        first
            .port()
            .orElseThrow(
                () -> new IllegalArgumentException("'" + text + "' lacks the port before '/'"));
    HostAndPort second = HostAndPort.parse("h:" + text.substring(slash + 1));
    return new ServerSpec(first.host(), List.of(one, second.port().orElseThrow()));
  }

  /** As {@link #parse} reads it; usual ports are not shown. */
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    if (ports.equals(USUAL_PORTS)) {
      return shown;
    }
    return shown + ":" + String.join("/", ports.stream().map(String::valueOf).toList());
  }
}
