package io.waggle.testkit.discovery;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Who is at which topic: the world of the doubles. */
public final class PeerBook {

  private final Map<Topic, Set<PeerAddress>> peers = new ConcurrentHashMap<>();

  /** Adds a peer. */
  public PeerBook add(Topic topic, PeerAddress... addresses) {
    at(topic).addAll(Set.of(addresses));
    return this;
  }

  /** Takes a peer out. */
  public void remove(Topic topic, PeerAddress address) {
    at(topic).remove(address);
  }

  /** The peers at a topic, live. */
  public Set<PeerAddress> at(Topic topic) {
    return peers.computeIfAbsent(topic, t -> new ConcurrentSkipListSet<>());
  }
}
