package io.waggle.swarmconnector.osgi;

import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The topics that stand in the configuration; those the application joined are none of it. */
final class ConfiguredTopics {

  private final Swarm swarm;
  private final Map<Topic, SwarmJoin> joins = new LinkedHashMap<>();
  private Optional<SwarmJoinOptions> options = Optional.empty();

  ConfiguredTopics(Swarm swarm) {
    this.swarm = swarm;
  }

  /** Leaves those that are gone, joins those that are new, leaves the others alone. */
  void apply(Set<Topic> wanted, SwarmJoinOptions newOptions) {
    joins.entrySet().removeIf(entry -> leftUnless(wanted, entry));
    boolean changed = !options.equals(Optional.of(newOptions));
    options = Optional.of(newOptions);
    for (Topic topic : wanted) {
      if (changed || !joins.containsKey(topic)) {
        joins.put(topic, swarm.join(topic, newOptions));
      }
    }
  }

  private static boolean leftUnless(Set<Topic> wanted, Map.Entry<Topic, SwarmJoin> entry) {
    boolean gone = !wanted.contains(entry.getKey());
    if (gone) {
      entry.getValue().close();
    }
    return gone;
  }
}
