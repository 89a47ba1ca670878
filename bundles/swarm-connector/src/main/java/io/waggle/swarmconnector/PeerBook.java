package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.PeerReport.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The addresses that are kept in mind, bounded: what was given up longest ago goes first. */
final class PeerBook {

  private final Map<PeerAddress, PeerEntry> entries = new LinkedHashMap<>();
  private final Map<PeerId, Set<PeerEntry>> byPeer = new HashMap<>();

  Optional<PeerEntry> find(PeerAddress address) {
    return Optional.ofNullable(entries.get(address));
  }

  /** The entry, new if need be; empty if the limit is reached and none can be let go. */
  Optional<PeerEntry> obtain(PeerAddress address, int limit) {
    PeerEntry known = entries.get(address);
    if (known != null) {
      return Optional.of(known);
    }
    if (entries.size() >= limit && !letGoOne()) {
      return Optional.empty();
    }
    PeerEntry entry = new PeerEntry(address);
    entries.put(address, entry);
    return Optional.of(entry);
  }

  /** Given up ones stand in the order in which they were given up, see {@link #dropped}. */
  private boolean letGoOne() {
    for (PeerEntry entry : entries.values()) {
      if (entry.state() == State.DROPPED) {
        remove(entry);
        return true;
      }
    }
    return false;
  }

  /** Moves an entry that was given up behind all others. */
  void dropped(PeerEntry entry) {
    if (entries.remove(entry.address) != null) {
      entries.put(entry.address, entry);
    }
  }

  void remove(PeerEntry entry) {
    entries.remove(entry.address);
    unlink(entry);
  }

  /** Notes whom a handshake met at the address. */
  void met(PeerEntry entry, PeerId peer) {
    unlink(entry);
    entry.peer = Optional.of(peer);
    byPeer.computeIfAbsent(peer, p -> new LinkedHashSet<>()).add(entry);
  }

  private void unlink(PeerEntry entry) {
    entry.peer.ifPresent(
        peer ->
            byPeer.computeIfPresent(
                peer, (p, set) -> set.remove(entry) && set.isEmpty() ? null : set));
    entry.peer = Optional.empty();
  }

  /** Every address at which a handshake has met this peer. */
  List<PeerEntry> of(PeerId peer) {
    return new ArrayList<>(byPeer.getOrDefault(peer, Set.of()));
  }

  Collection<PeerEntry> all() {
    return Collections.unmodifiableCollection(entries.values());
  }

  int size() {
    return entries.size();
  }
}
