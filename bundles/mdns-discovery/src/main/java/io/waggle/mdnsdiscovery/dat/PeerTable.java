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
 * The peers of one topic. Bounded, and fair when full: whoever has the most entries gives one up,
 * the one longest unheard, so that one host that claims a thousand ports pushes nobody out.
 */
final class PeerTable {

  private final Map<Spot, KnownPeer> peers = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<InetAddress, Integer> perHost = new HashMap<>();

  /** The entry, if there is one. */
  Optional<KnownPeer> get(Spot spot) {
    return Optional.ofNullable(peers.get(spot));
  }

  /** Adds one that is not there; returns the address that had to go and is known no more. */
  Optional<PeerAddress> add(KnownPeer peer, int limit) {
    Optional<PeerAddress> gone = Optional.empty();
    while (peers.size() >= limit) {
      gone = evict();
    }
    peers.put(peer.spot(), peer);
    perHost.merge(peer.spot().address().host(), 1, Integer::sum);
    return gone;
  }

  private Optional<PeerAddress> evict() {
    int most = perHost.values().stream().mapToInt(Integer::intValue).max().orElse(0);
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
