package io.waggle.shell.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.server.ServerStatus;
import io.waggle.api.swarm.Swarm;
import io.waggle.shell.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Follows the services that the commands call; every one of them may be missing. */
@Component(service = NodeServices.class)
public final class NodeServices {

  private final SortedMap<Long, Swarm> swarms = new ConcurrentSkipListMap<>();
  private final SortedMap<Long, ServerStatus> servers = new ConcurrentSkipListMap<>();
  private final SortedMap<Long, DhtService> dhts = new ConcurrentSkipListMap<>();
  private final SortedMap<Long, AddressObserver> observers = new ConcurrentSkipListMap<>();
  private final SortedMap<String, Metrics> metrics = new ConcurrentSkipListMap<>();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Discovery discovery;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Crypto crypto;

  /** The services as the commands see them. */
  Node node() {
    return new Node(
        () -> Optional.ofNullable(discovery),
        () -> List.copyOf(swarms.values()),
        () -> new TreeMap<>(metrics),
        () -> servers.values().stream().map(ServerStatus::report).toList(),
        () -> List.copyOf(dhts.values()),
        () -> Optional.ofNullable(crypto),
        () -> List.copyOf(observers.values()));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSwarm(Swarm swarm, Map<String, Object> properties) {
    swarms.put((Long) properties.get(Constants.SERVICE_ID), swarm);
  }

  void removeSwarm(Swarm swarm, Map<String, Object> properties) {
    swarms.remove((Long) properties.get(Constants.SERVICE_ID));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addServer(ServerStatus server, Map<String, Object> properties) {
    servers.put((Long) properties.get(Constants.SERVICE_ID), server);
  }

  void removeServer(ServerStatus server, Map<String, Object> properties) {
    servers.remove((Long) properties.get(Constants.SERVICE_ID));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addObserver(AddressObserver observer, Map<String, Object> properties) {
    observers.put((Long) properties.get(Constants.SERVICE_ID), observer);
  }

  void removeObserver(AddressObserver observer, Map<String, Object> properties) {
    observers.remove((Long) properties.get(Constants.SERVICE_ID));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDht(DhtService dht, Map<String, Object> properties) {
    dhts.put((Long) properties.get(Constants.SERVICE_ID), dht);
  }

  void removeDht(DhtService dht, Map<String, Object> properties) {
    dhts.remove((Long) properties.get(Constants.SERVICE_ID));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addMetrics(Metrics added, Map<String, Object> properties) {
    metrics.put(scope(properties), added);
  }

  void removeMetrics(Metrics removed, Map<String, Object> properties) {
    metrics.remove(scope(properties), removed);
  }

  private static String scope(Map<String, Object> properties) {
    Object scope = properties.get(Metrics.SCOPE);
    return scope == null ? "service." + properties.get(Constants.SERVICE_ID) : scope.toString();
  }
}
