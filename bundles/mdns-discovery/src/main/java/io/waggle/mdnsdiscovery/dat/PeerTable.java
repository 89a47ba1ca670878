package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.dat.KnownPeer.Spot;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The peers of one topic. Bounded for each host, and fair when full: whoever has the most entries
 * gives one up, the one longest unheard, so that a host that claims a thousand ports neither pushes
 * others out nor keeps the swarm busy with dialling it.
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
    boolean full = peers.size() >= settings.peersPerTopic();
    if (own >= settings.peersPerHost() || (full && own >= most())) {
      Optional<KnownPeer> eldest = eldest(host);
      long silent = eldest.map(e -> peer.heard() - e.heard()).orElse(0L);
      if (silent <= settings.interval().toNanos()) {
        return new Offer(false, gone);
      }
      remove(eldest.orElseThrow().spot()).ifPresent(gone::add);
    }
    while (peers.size() >= settings.peersPerTopic()) {
      evict().ifPresent(gone::add);
    }
    peers.put(peer.spot(), peer);
    perHost.merge(host, 1, Integer::sum);
    return new Offer(true, gone);
  }

  private int most() {
    return perHost.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private Optional<KnownPeer> eldest(InetAddress host) {
    return peers.values().stream().filter(p -> p.spot().address().host().equals(host)).findFirst();
  }

  private Optional<PeerAddress> evict() {
    int most = most();
    Spot victim = null;
    for (Spot spot : peers.keySet()) {
      if (perHost.get(spot.address().host()) == most) {
        victim = spot;
        break;
      }
    }
    return victim == null ? Optional.empty() : remove(victim);
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
