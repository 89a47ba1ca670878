package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The open connections: one for each peer id, or for each id and topic where the handshake settles
 * on a topic, or for each remote address where it tells no id.
 */
final class ConnectionTable {

  /** By what duplicates are told. Exactly one of peer and address is there. */
  record Key(Optional<PeerId> peer, Optional<PeerAddress> address, Optional<Topic> topic) {

    static Key of(Optional<PeerId> peer, PeerAddress address, Optional<Topic> topic) {
      return new Key(peer, peer.isPresent() ? Optional.empty() : Optional.of(address), topic);
    }

    static Key of(SwarmConnection connection) {
      Origin origin = connection.origin;
      return of(origin.peer(), connection.info().address(), origin.topic());
    }
  }

  private final NavigableMap<Long, SwarmConnection> byNumber = new ConcurrentSkipListMap<>();
  private final Map<Key, SwarmConnection> byKey = new HashMap<>();
  private final Map<PeerAddress, Integer> remotes = new HashMap<>();

  Optional<SwarmConnection> find(Key key) {
    return Optional.ofNullable(byKey.get(key));
  }

  void add(SwarmConnection connection) {
    byNumber.put(connection.origin.number(), connection);
    byKey.put(Key.of(connection), connection);
    remotes.merge(connection.info().address(), 1, Integer::sum);
  }

  /** Takes it out; false if it was not in. */
  boolean remove(SwarmConnection connection) {
    byKey.remove(Key.of(connection), connection);
    if (byNumber.remove(connection.origin.number()) == null) {
      return false;
    }
    remotes.computeIfPresent(connection.info().address(), (a, n) -> n == 1 ? null : n - 1);
    return true;
  }

  /** Whether a connection to this peer or address is open that serves the topic. */
  boolean covers(Optional<PeerId> peer, PeerAddress address, Topic topic) {
    if (peer.isPresent()
        && (byKey.containsKey(Key.of(peer, address, Optional.empty()))
            || byKey.containsKey(Key.of(peer, address, Optional.of(topic))))) {
      return true;
    }
    return remotes.containsKey(address)
        && byNumber.values().stream()
            .filter(connection -> connection.info().address().equals(address))
            .anyMatch(c -> c.origin.topic().isEmpty() || c.origin.topic().get().equals(topic));
  }

  /** Oldest first; may be read from any thread. */
  Collection<SwarmConnection> all() {
    return byNumber.values();
  }

  /** May be asked from any thread. */
  int size() {
    return byNumber.size();
  }
}
