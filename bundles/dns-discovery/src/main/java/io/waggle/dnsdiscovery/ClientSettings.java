package io.waggle.dnsdiscovery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How the client works. All but {@code bind}, {@code port} and {@code udp} can be changed while it
 * runs.
 *
 * @param servers asked all at once; at most {@value #MOST_SERVERS}
 * @param domain what the names of topics stand under
 * @param timeout when a query is sent for the last time
 * @param tries how often a query is sent, 1 to 8
 * @param interval how often an open round asks again, up to a tenth later
 * @param queriesPerSecond to one server, in the long run
 * @param bind local addresses, at most one of each family; empty for all
 * @param port local UDP port; 0 for any
 * @param udp name of a shared socket to use in place of {@code bind} and {@code port}; empty for
 *     own sockets
 */
public record ClientSettings(
    List<ServerSpec> servers,
    String domain,
    Duration timeout,
    int tries,
    Duration interval,
    int queriesPerSecond,
    List<InetAddress> bind,
    int port,
    String udp) {

  /** How many servers one client asks. */
  public static final int MOST_SERVERS = 16;

  /** The domain of dat-swarm-defaults. */
  public static final String DAT_DOMAIN = "dat.local";

  private static final int WHOAMI_TRIES = 3;

  /** Checks all of it and drops repeated servers. */
  public ClientSettings {
    servers = List.copyOf(new LinkedHashSet<>(servers));
    bind = List.copyOf(bind);
    if (servers.size() > MOST_SERVERS) {
      throw new IllegalArgumentException(
          "'servers' names " + servers.size() + " servers, but at most 16 can be asked");
    }
    if (bind.stream().map(Object::getClass).distinct().count() < bind.size()) {
      throw new IllegalArgumentException("'bind' names two addresses of one family");
    }
    QueryWriter.name(domain);
  }

  /** The original's habits for these servers, in the domain of Dat. */
  public static ClientSettings of(List<ServerSpec> servers) {
    return new ClientSettings(
        servers,
        DAT_DOMAIN,
        Duration.ofMillis(7500),
        5,
        Duration.ofSeconds(50),
        500,
        List.of(),
        0,
        "");
  }

  /** The same on a shared socket of the node. */
  public ClientSettings on(String sharedSocket) {
    return new ClientSettings(
        servers, domain, timeout, tries, interval, queriesPerSecond, bind, port, sharedSocket);
  }

  RetrySchedule schedule() {
    return RetrySchedule.of(timeout, tries);
  }

  /** For what somebody waits for who may be leaving. */
  RetrySchedule brief() {
    return schedule().atMost(WHOAMI_TRIES);
  }

  /** How long a peer is believed that is not heard of again: one repetition may be missed. */
  Duration peerValidity() {
    return interval.multipliedBy(2).plus(timeout).plus(interval.dividedBy(5));
  }

  boolean sameSocket(ClientSettings other) {
    return bind.equals(other.bind) && port == other.port && udp.equals(other.udp);
  }
}
