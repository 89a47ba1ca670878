package io.waggle.knownpeers;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which addresses were really connected to, by topic, the most recent last. Bounded both ways: the
 * longest unused topic and the longest unseen peer go first. Safe from any thread.
 */
final class PeerMemory {

  /** How many topics are kept; a node that joins more remembers the latest ones. */
  static final int TOPICS = 500;

  /** A topic as far as its peers go: however the key was made, its bytes are the same. */
  record TopicKey(String realm, String label) {
    static TopicKey of(Topic topic) {
      return new TopicKey(topic.realm(), topic.label());
    }
  }

  private final Map<TopicKey, Map<PeerAddress, Instant>> topics = new LinkedHashMap<>();

  /** Remembers that a peer was met. */
  synchronized void met(TopicKey key, PeerAddress address, Instant when, int limit) {
    Map<PeerAddress, Instant> peers = topics.remove(key);
    if (peers == null) {
      peers = new LinkedHashMap<>();
    }
    topics.put(key, peers);
    peers.remove(address);
    peers.put(address, when);
    dropOldest(peers, limit);
    dropOldest(topics, TOPICS);
  }

  private static void dropOldest(Map<?, ?> map, int limit) {
    var oldest = map.keySet().iterator();
    for (int excess = map.size() - limit; excess > 0; excess--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Who was met at a topic not longer ago than that, the most recent first. */
  synchronized List<PeerAddress> at(TopicKey key, Instant now, Duration maxAge) {
    List<PeerAddress> peers = new ArrayList<>();
    topics
        .getOrDefault(key, Map.of())
        .forEach(
            (address, when) -> {
              if (when.plus(maxAge).isAfter(now)) {
                peers.add(address);
              }
            });
    Collections.reverse(peers);
    return peers;
  }

  /** Forgets what is older than that. */
  synchronized void forgetBefore(Instant oldest) {
    topics.values().forEach(peers -> peers.values().removeIf(when -> when.isBefore(oldest)));
    topics.values().removeIf(Map::isEmpty);
  }

  synchronized long size() {
    return topics.values().stream().mapToLong(Map::size).sum();
  }

  /** A copy, oldest first. */
  synchronized Map<TopicKey, Map<PeerAddress, Instant>> copy() {
    Map<TopicKey, Map<PeerAddress, Instant>> all = new LinkedHashMap<>();
    topics.forEach((key, peers) -> all.put(key, new LinkedHashMap<>(peers)));
    return all;
  }
}
