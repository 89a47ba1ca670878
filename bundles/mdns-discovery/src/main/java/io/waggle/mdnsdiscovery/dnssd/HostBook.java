package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.mdnsdiscovery.dnssd.HeardRecord.HostAddress;
import io.waggle.mdnsdiscovery.link.Link;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Name;

/** The addresses of the hosts that instances are at, on one link. */
final class HostBook {

  private static final int MOST_ADDRESSES = 8;

  private final Link link;
  private final RandomGenerator random;
  private final Map<Name, Map<InetAddress, Lease>> hosts = new HashMap<>();

  HostBook(Link link, RandomGenerator random) {
    this.link = link;
    this.random = random;
  }

  /** The addresses of a host. */
  Map<InetAddress, Lease> of(Name host) {
    return hosts.getOrDefault(host, Map.of());
  }

  /**
   * An address was told; returns whether that changes anything. What is not of this very network is
   * not believed: others could make us knock at any door.
   */
  boolean heard(HostAddress told, long now) {
    Optional<InetAddress> usable = usable(told.address());
    if (usable.isEmpty()) {
      return false;
    }
    InetAddress address = usable.get();
    Map<InetAddress, Lease> addresses =
        hosts.computeIfAbsent(told.name(), name -> new LinkedHashMap<>());
    Lease known = addresses.get(address);
    if (told.ttl() == 0) {
      if (known != null) {
        known.endSoon(now);
      }
      return known != null;
    }
    if (told.flush()) {
      addresses.forEach((other, lease) -> endUnlessFresh(other, address, lease, now));
    }
    if (known != null) {
      known.renew(now, told.ttl());
    } else if (addresses.size() < MOST_ADDRESSES) {
      addresses.put(address, new Lease(now, told.ttl(), random.nextDouble(2)));
    }
    return true;
  }

  /** Others told within the last second belong to the same announcement (RFC 6762 §10.2). */
  private static void endUnlessFresh(InetAddress other, InetAddress told, Lease lease, long now) {
    if (!other.equals(told) && lease.age(now) > Lease.SOON) {
      lease.endSoon(now);
    }
  }

  private Optional<InetAddress> usable(InetAddress address) {
    if (address instanceof Inet6Address != link.ipv6()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || !link.isOnLink(address)) {
      return Optional.empty();
    }
    return Optional.of(address.isLinkLocalAddress() && link.ipv6() ? scoped(address) : address);
  }

  /** An address of link-local scope means something on its own link alone. */
  private InetAddress scoped(InetAddress address) {
    try {
      return Inet6Address.getByAddress(null, address.getAddress(), link.index());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  /** Drops what is over; returns whether anything was. */
  boolean expire(long now) {
    boolean any = false;
    for (Map<InetAddress, Lease> addresses : hosts.values()) {
      any |= addresses.values().removeIf(lease -> lease.isOver(now));
    }
    return any;
  }

  /** Forgets all hosts but these. */
  void retain(Collection<Name> wanted) {
    hosts.keySet().retainAll(wanted);
  }
}
