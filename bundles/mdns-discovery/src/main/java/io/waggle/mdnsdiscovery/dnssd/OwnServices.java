package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.discovery.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What this node announces: an instance for each port and id, with all topics announced there. */
final class OwnServices {

  private final String node;
  private final Map<PortAndId, Map<String, Integer>> announced = new LinkedHashMap<>();

  /** What makes an instance of its own. */
  record PortAndId(int port, Optional<PeerId> id) {}

  /**
   * Nothing yet.
   *
   * @param node random name of the node
   */
  OwnServices(String node) {
    this.node = node;
  }

  boolean isEmpty() {
    return announced.isEmpty();
  }

  /** One more announcement of a topic. */
  void add(PortAndId key, String label) {
    announced.computeIfAbsent(key, k -> new TreeMap<>()).merge(label, 1, Integer::sum);
  }

  /** One less. */
  void remove(PortAndId key, String label) {
    Map<String, Integer> topics = announced.get(key);
    if (topics != null) {
      topics.computeIfPresent(label, (l, n) -> n == 1 ? null : n - 1);
      if (topics.isEmpty()) {
        announced.remove(key);
      }
    }
  }

  void clear() {
    announced.clear();
  }

  /**
   * The instances.
   *
   * @param name they begin with
   */
  Collection<OwnService> services(String name) {
    List<OwnService> services = new ArrayList<>();
    Map<Integer, Integer> perPort = new TreeMap<>();
    announced.forEach(
        (key, topics) -> {
          int nth = perPort.merge(key.port(), 1, Integer::sum);
          String instance = name + "-" + key.port() + (nth == 1 ? "" : "-" + nth);
          ServiceText text =
              new ServiceText(Optional.of(node), key.id(), OptionalInt.of(key.port()));
          services.add(new OwnService(instance, key.port(), text.strings(), topics.keySet()));
        });
    return services;
  }
}
