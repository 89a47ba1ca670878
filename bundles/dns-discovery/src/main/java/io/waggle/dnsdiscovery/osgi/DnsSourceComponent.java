package io.waggle.dnsdiscovery.osgi;

import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.dnsdiscovery.ClientSettings;
import io.waggle.dnsdiscovery.DnsSource;
import io.waggle.dnsdiscovery.SystemResolver;
import java.security.SecureRandom;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

/**
 * One source a configuration. It registers its service itself, because {@code source.id} is made
 * from the configuration's name when the operator gives none.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.source.dns",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DnsSourceConfig.class, factory = true)
public final class DnsSourceComponent {

  private static final int THREADS = 4;

  private final String name;
  private final ScheduledThreadPoolExecutor background;
  private final Metrics metrics = new Metrics();
  private final Map<String, UdpMux> shared = new ConcurrentHashMap<>();
  private final ConfiguredSource source;
  private final ServiceRegistration<?> service;
  private final ServiceRegistration<?> figures;

  /** Opens the source, or tells in its status why it can't be. */
  @Activate
  public DnsSourceComponent(BundleContext context, Map<String, Object> properties) {
    name = "dns-" + InstanceName.of(properties);
    background = new ScheduledThreadPoolExecutor(THREADS, this::thread);
    background.setKeepAliveTime(10, TimeUnit.SECONDS);
    background.allowCoreThreadTimeOut(true);
    source = new ConfiguredSource(name, this::open, WaggleClock.system());
    source.configure(properties);
    String[] types = {
      PeerFinder.class.getName(), PeerAnnouncer.class.getName(), AddressObserver.class.getName()
    };
    service = context.registerService(types, source, serviceProperties(properties));
    Map<String, Object> scope = Map.of(Metrics.SCOPE, "dns-discovery." + name);
    figures = context.registerService(Metrics.class, metrics, FrameworkUtil.asDictionary(scope));
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-" + name + "-background");
    thread.setDaemon(true);
    return thread;
  }

  private DnsSource open(ClientSettings settings) {
    return DnsSource.open(
        "waggle-" + name,
        settings,
        WaggleClock.system(),
        new SecureRandom(),
        new SystemResolver(background),
        metrics,
        background,
        socket -> Optional.ofNullable(shared.get(socket)));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindSocket(UdpMux mux, Map<String, Object> properties) {
    String socket = String.valueOf(properties.get(UdpMux.NAME));
    if (shared.putIfAbsent(socket, mux) == null) {
      source.sharedChanged(socket);
    }
  }

  void unbindSocket(UdpMux mux, Map<String, Object> properties) {
    String socket = String.valueOf(properties.get(UdpMux.NAME));
    if (shared.remove(socket, mux)) {
      source.sharedChanged(socket);
    }
  }

  /** What the operator wrote, over what makes this source one of its kind. */
  private Dictionary<String, Object> serviceProperties(Map<String, Object> properties) {
    Map<String, Object> all = new TreeMap<>();
    all.put(SourceProperties.KIND, "dns");
    all.put(SourceProperties.TIMEOUT, 0L);
    properties.forEach(
        (key, value) -> {
          if (key.startsWith("source.") || key.equals(Constants.SERVICE_PID)) {
            all.put(key, value);
          }
        });
    if (String.valueOf(all.getOrDefault(SourceProperties.ID, "")).isBlank()) {
      all.put(SourceProperties.ID, name);
    }
    return FrameworkUtil.asDictionary(all);
  }

  /** Applies a configuration live; the service stays registered, a bad one changes nothing. */
  @Modified
  void modified(Map<String, Object> properties) {
    if (source.configure(properties)) {
      service.setProperties(serviceProperties(properties));
    }
  }

  /** Takes back what is announced and closes the sockets. */
  @Deactivate
  void deactivate() {
    service.unregister();
    figures.unregister();
    source.close();
    background.shutdownNow();
  }
}
