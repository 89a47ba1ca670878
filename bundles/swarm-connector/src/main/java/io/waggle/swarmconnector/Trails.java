package io.waggle.swarmconnector;

import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.api.time.WaggleClock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stories of addresses and topics; of too many, the ones that were silent longest go. */
final class Trails {

  static final int ADDRESSES = 4096;
  static final int TOPICS = 1024;
  static final int STEPS_OF_ADDRESS = 32;
  static final int STEPS_OF_TOPIC = 256;

  private final WaggleClock clock;
  private final Map<PeerAddress, Trail> byAddress = bounded(ADDRESSES);
  private final Map<Topic, Trail> byTopic = bounded(TOPICS);

  Trails(WaggleClock clock) {
    this.clock = clock;
  }

  private static <K> Map<K, Trail> bounded(int limit) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Trail> eldest) {
        return size() > limit;
      }
    };
  }

  /** Adds a step to the story of an address and of each topic it belongs to. */
  void add(PeerAddress address, Collection<Topic> topics, String step, String detail) {
    add(address, topics, step, Optional.empty(), detail);
  }

  /** The same with the source it came from. */
  void add(
      PeerAddress address,
      Collection<Topic> topics,
      String step,
      Optional<SourceId> source,
      String detail) {
    TrailEntry entry = new TrailEntry(clock.instant(), step, Optional.of(address), source, detail);
    byAddress.computeIfAbsent(address, a -> new Trail(STEPS_OF_ADDRESS)).add(entry);
    topics.forEach(topic -> ofTopic(topic).add(entry));
  }

  /** Adds a step to the story of a topic. */
  void add(Topic topic, String step, String detail) {
    ofTopic(topic)
        .add(new TrailEntry(clock.instant(), step, Optional.empty(), Optional.empty(), detail));
  }

  private Trail ofTopic(Topic topic) {
    return byTopic.computeIfAbsent(topic, t -> new Trail(STEPS_OF_TOPIC));
  }

  List<TrailEntry> of(PeerAddress address) {
    Trail trail = byAddress.get(address);
    return trail == null ? List.of() : trail.entries();
  }

  List<TrailEntry> of(Topic topic) {
    Trail trail = byTopic.get(topic);
    return trail == null ? List.of() : trail.entries();
  }

  int addresses() {
    return byAddress.size();
  }
}
