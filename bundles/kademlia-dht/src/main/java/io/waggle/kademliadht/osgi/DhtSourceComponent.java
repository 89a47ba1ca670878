package io.waggle.kademliadht.osgi;

import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.kademliadht.source.DeadPeers;
import io.waggle.kademliadht.source.DhtSource;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DHT as a source, whether the DHT is there or not. It hears from the swarms which peers could
 * not be reached.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.source.dht",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DhtSourceConfig.class, factory = true)
public final class DhtSourceComponent implements PeerFinder, PeerAnnouncer, SwarmListener {

  private static final Logger log = LoggerFactory.getLogger(DhtSourceComponent.class);

  private final String name;
  private final Map<String, DhtService> services = new ConcurrentHashMap<>();
  private final WaggleClock clock = WaggleClock.system();
  private final DeadPeers dead = new DeadPeers(clock);
  private final DhtSource source = new DhtSource(this::dht, dead, clock);
  private final ServiceRegistration<?> service;
  private volatile String wanted = "";
  private volatile String problem = "";

  /** Registers the source. */
  @Activate
  public DhtSourceComponent(BundleContext context, Map<String, Object> properties) {
    name = InstanceName.or(properties, SourceProperties.ID, "dht-");
    configure(properties);
    String[] types = {
      PeerFinder.class.getName(), PeerAnnouncer.class.getName(), SwarmListener.class.getName()
    };
    service = context.registerService(types, this, serviceProperties(properties));
  }

  private boolean configure(Map<String, Object> properties) {
    Reading<DhtSourceConfig> reading = ConfigReader.read(DhtSourceConfig.class, properties);
    problem = reading.summary();
    reading.config().ifPresent(config -> wanted = config.dht().strip());
    if (!problem.isEmpty()) {
      log.warn("{}: {}", name, problem);
    }
    return reading.config().isPresent();
  }

  private Dictionary<String, Object> serviceProperties(Map<String, Object> properties) {
    Map<String, Object> all = new TreeMap<>();
    all.put(SourceProperties.KIND, "dht");
    all.put(SourceProperties.INTERVAL, 5_000L);
    all.put(SourceProperties.TIMEOUT, 45_000L);
    properties.forEach(
        (key, value) -> {
          if (key.startsWith("source.") || key.equals(Constants.SERVICE_PID)) {
            all.put(key, value);
          }
        });
    all.put(SourceProperties.ID, name);
    return FrameworkUtil.asDictionary(all);
  }

  /** Applies a configuration live; a bad one changes nothing but the status. */
  @Modified
  void modified(Map<String, Object> properties) {
    if (configure(properties)) {
      service.setProperties(serviceProperties(properties));
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDht(DhtService dht) {
    services.put(dht.name(), dht);
  }

  void unbindDht(DhtService dht) {
    services.remove(dht.name(), dht);
  }

  private Optional<DhtService> dht() {
    return wanted.isEmpty()
        ? services.values().stream().findFirst()
        : Optional.ofNullable(services.get(wanted));
  }

  @Override
  public SourceStatus status() {
    SourceStatus status = source.status();
    String told = problem;
    if (told.isEmpty() || status.state() != SourceState.UP) {
      return status;
    }
    return new SourceStatus(SourceState.DEGRADED, told, status.since(), status.gauges());
  }

  @Override
  public Round find(FindRequest request, FindSink sink) throws SourceException {
    return source.find(request, sink);
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    return source.announce(request);
  }

  @Override
  public void event(SwarmEvent event) {
    if (event instanceof SwarmEvent.ConnectFailed failed && failed.last()) {
      dead.failed(failed.address());
    } else if (event instanceof SwarmEvent.Connected connected) {
      dead.reached(connected.connection().info().address());
    }
  }

  /** The source goes; what was announced is dropped by the nodes in time. */
  @Deactivate
  void deactivate() {
    service.unregister();
  }
}
