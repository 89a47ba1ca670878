package io.waggle.mdnsdiscovery.dnssd;

import java.net.InetAddress;
import java.util.Optional;
import org.xbill.DNS.Name;

/** A record that was told, of those kinds that matter here. */
sealed interface HeardRecord {

  /** Whose record. */
  Name name();

  /** How long it may be kept, in seconds; 0 takes it back (RFC 6762 §10.1). */
  long ttl();

  /** A topic has an instance. */
  record Pointer(Name name, String label, Name instance, long ttl) implements HeardRecord {}

  /** Where an instance is. */
  record Server(Name name, Name host, int port, long ttl) implements HeardRecord {}

  /** What an instance says of itself; empty if that can't be used. */
  record Text(Name name, Optional<ServiceText> text, long ttl) implements HeardRecord {}

  /**
   * An address of a host.
   *
   * @param flush whether the host has no others but those told with it (RFC 6762 §10.2)
   */
  record HostAddress(Name name, InetAddress address, boolean flush, long ttl)
      implements HeardRecord {}
}
