package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.dat.KnownPeer.Spot;
import io.waggle.mdnsdiscovery.link.Acquaintances;
import io.waggle.mdnsdiscovery.link.Eviction;
import io.waggle.mdnsdiscovery.link.Standing;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The peers of one topic. Bounded for each host, so that one that claims a thousand ports does not
 * keep the swarm busy with dialling it, and fair when full: a host that we have shaken hands with
 * keeps its entries, of the others one with the most gives one up, and a thousand hosts that are
 * made up compete with each other ({@link Eviction}).
 */
final class PeerTable {

  /**
   * What became of an entry.
   *
   * @param gone the addresses that had to go for it and are known no more
   */
  record Offer(boolean taken, List<PeerAddress> gone) {}

  private final Map<Spot, KnownPeer> peers = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<InetAddress, Integer> perHost = new HashMap<>();
  private final Acquaintances met;
  private final RandomGenerator random;

  PeerTable(Acquaintances met, RandomGenerator random) {
    this.met = met;
    this.random = random;
  }

  /** The entry, if there is one. */
  Optional<KnownPeer> get(Spot spot) {
    return Optional.ofNullable(peers.get(spot));
  }

  /**
   * Takes one that is not there, unless its host has enough of them, or has the most of a full
   * table: then only in the place of one that was not heard for an interval.
   */
  Offer offer(KnownPeer peer, DatSettings settings) {
    InetAddress host = peer.spot().address().host();
    int own = perHost.getOrDefault(host, 0);
    List<PeerAddress> gone = new ArrayList<>();
    boolean full = peers.size() >= settings.peersPerTopic() && !met.isMet(host);
    if (own >= settings.peersPerHost() || (full && own >= most())) {
      Optional<KnownPeer> eldest = eldest(host);
      long silent = eldest.map(e -> peer.heard() - e.heard()).orElse(0L);
      if (silent <= settings.interval().toNanos()) {
        return new Offer(false, gone);
      }
      remove(eldest.orElseThrow().spot()).ifPresent(gone::add);
    }
    while (peers.size() >= settings.peersPerTopic()) {
      evict(settings.interval().toNanos()).ifPresent(gone::add);
    }
    peers.put(peer.spot(), peer);
    perHost.merge(host, 1, Integer::sum);
    return new Offer(true, gone);
  }

  /** How many entries a host has at most that we have not met. */
  private int most() {
    int most = 0;
    for (Map.Entry<InetAddress, Integer> each : perHost.entrySet()) {
      if (each.getValue() > most && !met.isMet(each.getKey())) {
        most = each.getValue();
      }
    }
    return most;
  }

  private Optional<KnownPeer> eldest(InetAddress host) {
    return peers.values().stream().filter(p -> p.spot().address().host().equals(host)).findFirst();
  }

  private Optional<PeerAddress> evict(long interval) {
    int most = most();
    List<KnownPeer> crowded =
        peers.values().stream()
            .filter(p -> most <= 1 || perHost.get(p.spot().address().host()) == most)
            .toList();
    return Eviction.victim(crowded, p -> standing(p, interval), KnownPeer::first, random)
        .flatMap(p -> remove(p.spot()));
  }

  private Standing standing(KnownPeer peer, long interval) {
    if (met.isMet(peer.spot().address().host())) {
      return Standing.MET;
    }
    return peer.isHeardFor(interval) ? Standing.REGULAR : Standing.STRANGER;
  }

  /** Removes one; returns its address unless it is known on another link still. */
  Optional<PeerAddress> remove(Spot spot) {
    if (peers.remove(spot) == null) {
      return Optional.empty();
    }
    perHost.computeIfPresent(spot.address().host(), (host, n) -> n == 1 ? null : n - 1);
    boolean elsewhere =
        perHost.containsKey(spot.address().host())
            && peers.keySet().stream().anyMatch(k -> k.address().equals(spot.address()));
    return elsewhere ? Optional.empty() : Optional.of(spot.address());
  }

  /** Removes all that were heard on a link; returns the addresses that are known no more. */
  List<PeerAddress> removeAll(int socket) {
    return removeAll(peers.values().stream().filter(p -> p.spot().socket() == socket).toList());
  }

  /** Removes all that were not heard for so long; returns the addresses known no more. */
  List<PeerAddress> removeUnheard(long now, long validity) {
    return removeAll(peers.values().stream().filter(p -> now - p.heard() > validity).toList());
  }

  private List<PeerAddress> removeAll(List<KnownPeer> these) {
    List<PeerAddress> gone = new ArrayList<>();
    these.forEach(peer -> remove(peer.spot()).ifPresent(gone::add));
    return gone;
  }

  /** All entries. */
  Collection<KnownPeer> all() {
    return peers.values();
  }

  int size() {
    return peers.size();
  }
}
