package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.HostAddress;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Pointer;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Server;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Text;
import io.waggle.mdnsdiscovery.link.Acquaintances;
import io.waggle.mdnsdiscovery.link.Eviction;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.Standing;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * The instances that were heard of on one link, at topics somebody looks for. Bounded, and fair
 * when full: a sender with the most entries gives one up, so that a host that claims a thousand
 * pushes nobody out, and among those chance decides ({@link Eviction}).
 */
final class ServiceTable {

  /** How many instances of one sender may lack what they need, each of which makes us ask. */
  static final int MOST_UNRESOLVED = 32;

  private final Link link;
  private final RandomGenerator random;
  private final HostBook hosts;
  private final Map<Name, KnownService> services = new LinkedHashMap<>(16, 0.75f, true);
  private final Acquaintances met;
  private int limit;

  /** A peer at a topic. */
  record Peer(Optional<PeerId> id, Optional<String> node, long until) {}

  ServiceTable(Link link, int limit, Acquaintances met, RandomGenerator random) {
    this.link = link;
    this.limit = limit;
    this.met = met;
    this.random = random;
    this.hosts = new HostBook(link, random);
  }

  void setLimit(int newLimit) {
    limit = newLimit;
    while (services.size() > limit) {
      evict();
    }
  }

  int size() {
    return services.size();
  }

  Collection<KnownService> services() {
    return services.values();
  }

  /**
   * A record was told; returns whether that changes anything.
   *
   * @param wanted whether somebody looks for peers of a topic
   */
  boolean heard(HeardRecord told, InetAddress from, Predicate<String> wanted, long now) {
    if (told instanceof Pointer pointer) {
      return wanted.test(pointer.label()) && pointer(pointer, from, now);
    }
    if (told instanceof HostAddress address) {
      return isHostOf(address.name(), from) && hosts.heard(address, now);
    }
    KnownService service = services.get(told.name());
    if (service == null) {
      return false;
    }
    return told instanceof Server server
        ? server(service, server, from, now)
        : text(service, (Text) told, from, now);
  }

  private boolean pointer(Pointer told, InetAddress from, long now) {
    KnownService service = services.get(told.instance());
    if (told.ttl() == 0) {
      Lease lease = service == null ? null : service.topics().get(told.label());
      if (lease == null || !isBelieved(service, from)) {
        return false;
      }
      lease.endSoon(now);
      return true;
    }
    if (service == null) {
      if (unresolved(from) >= MOST_UNRESOLVED) {
        return false;
      }
      service = add(told.instance(), from, now);
    } else if (!isBelieved(service, from)) {
      return false;
    }
    service.tryAgain(now);
    renew(service.topics(), told.label(), told.ttl(), now);
    return true;
  }

  private KnownService add(Name instance, InetAddress from, long now) {
    while (services.size() >= limit) {
      evict();
    }
    KnownService service = new KnownService(instance, from, now);
    services.put(instance, service);
    return service;
  }

  private void renew(Map<String, Lease> topics, String label, long ttl, long now) {
    Lease lease = topics.get(label);
    if (lease == null) {
      topics.put(label, new Lease(now, ttl, random.nextDouble(2)));
    } else {
      lease.renew(now, ttl);
    }
  }

  /** While it is known where an instance is, nobody but who told that is believed. */
  private static boolean isBelieved(KnownService service, InetAddress from) {
    return service.server().isEmpty() || service.owner().equals(from);
  }

  private boolean isHostOf(Name host, InetAddress from) {
    return services.values().stream()
        .anyMatch(
            s ->
                s.owner().equals(from)
                    && s.server().filter(at -> at.host().equals(host)).isPresent());
  }

  private long unresolved(InetAddress from) {
    return services.values().stream().filter(s -> s.owner().equals(from) && !isResolved(s)).count();
  }

  private boolean isResolved(KnownService service) {
    return service.text().isPresent()
        && service.server().filter(at -> !hosts.of(at.host()).isEmpty()).isPresent();
  }

  private boolean server(KnownService service, Server told, InetAddress from, long now) {
    if (!isBelieved(service, from)) {
      return false;
    }
    if (told.ttl() == 0) {
      service.server().ifPresent(at -> at.lease().endSoon(now));
      return service.server().isPresent();
    }
    Lease lease = new Lease(now, told.ttl(), random.nextDouble(2));
    service.setServer(from, new KnownService.Server(told.host(), told.port(), lease));
    return true;
  }

  private boolean text(KnownService service, Text told, InetAddress from, long now) {
    if (!isBelieved(service, from)) {
      return false;
    }
    if (told.ttl() == 0) {
      service.text().ifPresent(at -> at.lease().endSoon(now));
      return service.text().isPresent();
    }
    Lease lease = new Lease(now, told.ttl(), random.nextDouble(2));
    service.setText(new KnownService.Text(told.text(), lease));
    return true;
  }

  private void evict() {
    Map<InetAddress, Integer> perOwner = new HashMap<>();
    services.values().stream()
        .filter(s -> !met.isMet(s.owner()))
        .forEach(s -> perOwner.merge(s.owner(), 1, Integer::sum));
    int most = perOwner.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<KnownService> crowded =
        services.values().stream()
            .filter(s -> perOwner.getOrDefault(s.owner(), 0) == most)
            .toList();
    Eviction.victim(crowded, this::standing, KnownService::first, random)
        .ifPresent(s -> services.remove(s.instance()));
    dropUnused();
  }

  private Standing standing(KnownService service) {
    if (met.isMet(service.owner())) {
      return Standing.MET;
    }
    return isResolved(service) ? Standing.REGULAR : Standing.STRANGER;
  }

  /** Nobody looks for that topic any more. */
  void forget(String label) {
    services.values().forEach(s -> s.topics().remove(label));
    dropUnused();
  }

  private void dropUnused() {
    services.values().removeIf(s -> s.topics().isEmpty());
    Set<Name> used = new HashSet<>();
    services.values().forEach(s -> s.server().ifPresent(at -> used.add(at.host())));
    hosts.retain(used);
  }

  /** Drops what is over; returns whether anything was. */
  boolean expire(long now) {
    boolean any = hosts.expire(now);
    for (KnownService service : services.values()) {
      any |= service.expire(now);
    }
    if (any) {
      dropUnused();
    }
    return any;
  }

  /** The peers at a topic. */
  Map<PeerAddress, Peer> peers(String label) {
    Map<PeerAddress, Peer> peers = new LinkedHashMap<>();
    for (KnownService service : services.values()) {
      Lease topic = service.topics().get(label);
      if (topic != null && isResolved(service)) {
        service.text().get().text().ifPresent(text -> add(service, text, topic.ends(), peers));
      }
    }
    return peers;
  }

  private void add(
      KnownService service, ServiceText text, long until, Map<PeerAddress, Peer> peers) {
    KnownService.Server at = service.server().orElseThrow();
    OptionalInt said = text.port();
    if (at.port() == 0 || (said.isPresent() && said.getAsInt() != at.port())) {
      return;
    }
    long holds = Math.min(until, at.lease().ends());
    hosts
        .of(at.host())
        .forEach(
            (address, lease) ->
                peers.merge(
                    new PeerAddress(address, at.port()),
                    new Peer(text.id(), text.node(), Math.min(holds, lease.ends())),
                    (one, other) -> one.until() >= other.until() ? one : other));
  }

  /** What is to be asked now: what is missing, and what would be over soon. */
  List<Question> takeDue(long now) {
    List<Question> due = new ArrayList<>();
    Set<Name> askedHosts = new HashSet<>();
    for (KnownService service : services.values()) {
      takeDue(service, askedHosts, due, now);
    }
    return due;
  }

  private void takeDue(KnownService service, Set<Name> askedHosts, List<Question> due, long now) {
    boolean missing = !isResolved(service) && service.takeTry(now);
    Name type = ServiceNames.typeOf(service.instance()).orElseThrow();
    service
        .topics()
        .forEach(
            (label, lease) -> {
              if (lease.takeAsk(now)) {
                due.add(new Question(ServiceNames.topic(label, type), Type.PTR));
              }
            });
    if (service.server().map(at -> at.lease().takeAsk(now)).orElse(missing)) {
      due.add(new Question(service.instance(), Type.SRV));
    }
    if (service.text().map(at -> at.lease().takeAsk(now)).orElse(missing)) {
      due.add(new Question(service.instance(), Type.TXT));
    }
    service.server().ifPresent(at -> askHost(at.host(), missing, askedHosts, due, now));
  }

  private void askHost(
      Name host, boolean missing, Set<Name> askedHosts, List<Question> due, long now) {
    boolean ask = missing && hosts.of(host).isEmpty();
    for (Lease lease : hosts.of(host).values()) {
      ask |= lease.takeAsk(now);
    }
    if (ask && askedHosts.add(host)) {
      due.add(new Question(host, link.ipv6() ? Type.AAAA : Type.A));
    }
  }

  /** What need not be told again of a topic in a type. */
  List<KnownAnswer> known(String label, Name type, long now) {
    List<KnownAnswer> known = new ArrayList<>();
    for (KnownService service : services.values()) {
      Lease lease = service.topics().get(label);
      if (lease != null && service.instance().subdomain(type) && isResolved(service)) {
        long left = lease.secondsIfFresh(now);
        if (left > 0) {
          known.add(new KnownAnswer(ServiceNames.topic(label, type), service.instance(), left));
        }
      }
    }
    return known;
  }

  /** When there is something to do. */
  long next() {
    long next = Long.MAX_VALUE;
    for (KnownService service : services.values()) {
      for (Lease lease : service.topics().values()) {
        next = Math.min(next, lease.next());
      }
      if (!isResolved(service)) {
        next = Math.min(next, service.nextTry());
      }
      next = Math.min(next, service.server().map(at -> at.lease().next()).orElse(next));
      next = Math.min(next, service.text().map(at -> at.lease().next()).orElse(next));
      for (Lease lease :
          service.server().map(at -> hosts.of(at.host())).orElse(Map.of()).values()) {
        next = Math.min(next, lease.next());
      }
    }
    return next;
  }
}
