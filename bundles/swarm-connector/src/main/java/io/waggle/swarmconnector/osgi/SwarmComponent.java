package io.waggle.swarmconnector.osgi;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.SeenAs;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.swarmconnector.OutsideView;
import io.waggle.swarmconnector.SwarmEngine;
import io.waggle.swarmconnector.SwarmRuntime;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.swarmconnector.SwarmThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One swarm by configuration. Its services come and go; the swarm stays. */
@Component(
    service = {},
    configurationPid = SwarmConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "handshake.target=(handshake.name=discovery-swarm)")
@Designate(ocd = SwarmConfig.class, factory = true)
public final class SwarmComponent {

  private static final Logger log = LoggerFactory.getLogger(SwarmComponent.class);
  private static final long STOP_SECONDS = 3;

  private final Map<Object, Consumer<SwarmEngine>> parts = new ConcurrentHashMap<>();
  private final Map<SwarmListener, Swarm.Registration> listeners = new ConcurrentHashMap<>();
  private final List<AddressObserver> observers = new CopyOnWriteArrayList<>();
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private volatile SwarmEngine engine;
  private Discovery discovery;
  private Handshake handshake;
  private SwarmThreads threads;
  private ConfiguredTopics topics;
  private String name;
  private boolean running;

  /** Starts the swarm; with a configuration that can't be used it waits for a better one. */
  @Activate
  synchronized void start(BundleContext context, Map<String, Object> properties) {
    SwarmPlan.Read read = SwarmPlan.read(properties);
    name = SwarmPlan.name(properties);
    threads = SwarmThreads.named(name);
    SwarmSettings settings =
        read.plan().map(SwarmPlan::settings).orElseGet(() -> SwarmSettings.named(name));
    engine = new SwarmEngine(settings, SwarmRuntime.on(threads));
    topics = new ConfiguredTopics(engine);
    engine.discovery(Optional.ofNullable(discovery));
    engine.handshake(Optional.ofNullable(handshake));
    engine.outside(this::outside);
    parts.values().forEach(part -> part.accept(engine));
    apply(read);
    register(context);
  }

  private void register(BundleContext context) {
    services.add(context.registerService(Swarm.class, engine, property(Swarm.NAME, name)));
    services.add(
        context.registerService(
            Metrics.class, engine.metrics(), property(Metrics.SCOPE, "swarm." + name)));
  }

  private static Dictionary<String, Object> property(String key, String value) {
    return FrameworkUtil.asDictionary(Map.of(key, value));
  }

  /** Applies another configuration; no connection closes. */
  @Modified
  synchronized void modify(Map<String, Object> properties) {
    apply(SwarmPlan.read(properties));
  }

  private void apply(SwarmPlan.Read read) {
    if (!read.problems().isEmpty()) {
      log.warn("Configuration of swarm '{}': {}", name, read.problems());
    }
    read.plan().ifPresent(this::apply);
    if (read.problems().isEmpty()) {
      engine.status(SourceState.UP, "");
    } else {
      engine.status(running ? SourceState.DEGRADED : SourceState.DISABLED, read.problems());
    }
  }

  private void apply(SwarmPlan plan) {
    engine.apply(plan.settings());
    if (!running) {
      running = true;
      engine.start();
    }
    topics.apply(plan.topics(), plan.options());
  }

  /** Withdraws announcements, closes all and ends the threads. */
  @Deactivate
  synchronized void stop() {
    services.forEach(ServiceRegistration::unregister);
    services.clear();
    try {
      engine.shutdown().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Swarm '{}' did not stop in order", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.close();
    engine = null;
  }

  private OutsideView outside() {
    return new OutsideView(
        observers.stream()
            .map(AddressObserver::mapping)
            .reduce(NatMapping.UNKNOWN, NatMapping::and),
        observers.stream()
            .flatMap(observer -> observer.seen().stream())
            .map(SeenAs::us)
            .collect(Collectors.toSet()));
  }

  @Reference(
      name = "observer",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindObserver(AddressObserver service) {
    observers.add(service);
  }

  void unbindObserver(AddressObserver service) {
    observers.remove(service);
  }

  private void tell(Consumer<SwarmEngine> news) {
    SwarmEngine current = engine;
    if (current != null) {
      news.accept(current);
    }
  }

  @Reference(
      name = "discovery",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindDiscovery(Discovery service) {
    discovery = service;
    tell(e -> e.discovery(Optional.of(service)));
  }

  synchronized void unbindDiscovery(Discovery service) {
    if (discovery == service) {
      discovery = null;
      tell(e -> e.discovery(Optional.empty()));
    }
  }

  @Reference(
      name = "handshake",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindHandshake(Handshake service) {
    handshake = service;
    tell(e -> e.handshake(Optional.of(service)));
  }

  synchronized void unbindHandshake(Handshake service) {
    if (handshake == service) {
      handshake = null;
      tell(e -> e.handshake(Optional.empty()));
    }
  }

  @Reference(
      name = "transport",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindTransport(Transport service, Map<String, Object> properties) {
    int preference = number(properties.get(Transport.PREFERENCE));
    Duration patience = Duration.ofMillis(number(properties.get(Transport.PATIENCE)));
    Consumer<SwarmEngine> part = e -> e.addTransport(service, preference, patience);
    parts.put(service, part);
    tell(part);
  }

  synchronized void unbindTransport(Transport service) {
    parts.remove(service);
    tell(e -> e.removeTransport(service));
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindListener(SwarmListener service, Map<String, Object> properties) {
    Object wanted = properties.get(Swarm.NAME);
    SwarmListener filtered =
        event -> {
          if (wanted == null || event.swarm().equals(String.valueOf(wanted))) {
            service.event(event);
          }
        };
    parts.put(service, e -> listeners.put(service, e.listen(filtered)));
    tell(e -> listeners.put(service, e.listen(filtered)));
  }

  synchronized void unbindListener(SwarmListener service) {
    parts.remove(service);
    Swarm.Registration registration = listeners.remove(service);
    if (registration != null) {
      registration.close();
    }
  }

  /** Values out of files are texts; what is no number counts as the default, 0. */
  private static int number(Object value) {
    try {
      return value == null ? 0 : Math.max(0, Integer.parseInt(String.valueOf(value).strip()));
    } catch (NumberFormatException e) {
      log.warn("'{}' is not a number", value);
      return 0;
    }
  }
}
