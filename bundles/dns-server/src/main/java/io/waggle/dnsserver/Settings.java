package io.waggle.dnsserver;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can set.
 *
 * @param ports to listen on, in order; 0 takes a free one
 * @param bind the address to listen on; empty for all
 * @param domains to serve; empty for any
 * @param ttl how long a peer lives without announcing again; zero for ever
 * @param subscriberTtl how long a subscriber is told of new peers; at most {@code ttl} if that is
 *     set
 * @param limit peers in all, and likewise subscribers
 * @param limitName peers of a name
 * @param limitSource peers written from one address; 0 for no limit
 * @param queriesSecond questions a second from one /24 or /48; 0 for no limit
 * @param snapshot how often the store is saved; zero only at stop
 */
public record Settings(
    List<Integer> ports,
    Optional<InetAddress> bind,
    List<String> domains,
    Duration ttl,
    Duration subscriberTtl,
    int limit,
    int limitName,
    int limitSource,
    int queriesSecond,
    Duration snapshot) {

  /**
   * Checks the domains and keeps its own copies.
   *
   * @throws IllegalArgumentException naming the domain or the port that can't be one
   */
  public Settings {
    ports = List.copyOf(ports);
    domains = List.copyOf(domains);
    for (int port : ports) {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("'ports' has " + port + ", but must be 0..65535");
      }
    }
    domains.forEach(DomainName::of);
  }

  Limits peerLimits() {
    return new Limits(limit, limitName, limitSource, life(ttl));
  }

  Limits subscriberLimits() {
    long life = Math.min(life(ttl), life(subscriberTtl));
    return new Limits(limit, limitName, limitSource, life);
  }

  private static long life(Duration duration) {
    return duration.isZero() ? Long.MAX_VALUE : duration.toNanos();
  }
}
