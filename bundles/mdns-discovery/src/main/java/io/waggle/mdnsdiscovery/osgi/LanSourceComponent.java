package io.waggle.mdnsdiscovery.osgi;

import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.api.lan.LanMonitor;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.LanDialect;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSettings.Mode;
import io.waggle.mdnsdiscovery.LanSource;
import io.waggle.mdnsdiscovery.dat.DatSource;
import io.waggle.mdnsdiscovery.dnssd.DnssdSource;
import io.waggle.mdnsdiscovery.jmdns.JmdnsResponders;
import io.waggle.mdnsdiscovery.link.InterfaceView;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * One source a configuration. It registers its service itself, because {@code source.id} is made
 * from the configuration's name when the operator gives none.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.source.mdns",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LanSourceConfig.class, factory = true)
public final class LanSourceComponent {

  private final String name;
  private final ScheduledThreadPoolExecutor watcher;
  private final Metrics metrics = new Metrics();
  private final ConfiguredSource source;
  private final ServiceRegistration<?> service;
  private final ServiceRegistration<?> figures;

  /** Opens the source, or tells in its status why it can't be. */
  @Activate
  public LanSourceComponent(BundleContext context, Map<String, Object> properties) {
    name = "mdns-" + InstanceName.of(properties);
    watcher = new ScheduledThreadPoolExecutor(1, this::thread);
    watcher.setRemoveOnCancelPolicy(true);
    source = new ConfiguredSource(name, this::open, WaggleClock.system());
    source.configure(properties);
    String[] types = {
      PeerFinder.class.getName(),
      PeerAnnouncer.class.getName(),
      LanMonitor.class.getName(),
      SwarmListener.class.getName()
    };
    service = context.registerService(types, source, serviceProperties(properties));
    Map<String, Object> scope = Map.of(Metrics.SCOPE, "mdns-discovery." + name);
    figures = context.registerService(Metrics.class, metrics, FrameworkUtil.asDictionary(scope));
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-" + name + "-interfaces");
    thread.setDaemon(true);
    return thread;
  }

  private LanSource open(LanSettings settings) throws IOException {
    return dialect(settings.mode())
        .open(
            settings,
            new Surroundings(
                "waggle-" + name,
                WaggleClock.system(),
                new SecureRandom(),
                metrics,
                InterfaceView::all,
                watcher));
  }

  private static LanDialect dialect(Mode mode) {
    return switch (mode) {
      case DAT -> DatSource::open;
      case DNSSD -> LanSourceComponent::dnssd;
    };
  }

  private static LanSource dnssd(LanSettings settings, Surroundings around) throws IOException {
    JmdnsResponders responders =
        new JmdnsResponders(around.name(), settings.port(), around.clock());
    return DnssdSource.open(settings, responders, around);
  }

  /** What the operator wrote, over what makes this source one of its kind. */
  private Dictionary<String, Object> serviceProperties(Map<String, Object> properties) {
    Map<String, Object> all = new TreeMap<>();
    all.put(SourceProperties.KIND, "mdns");
    all.put(SourceProperties.TIMEOUT, 0L);
    all.put(SourceProperties.RANK, 20);
    all.put(SourceProperties.REALMS, new String[] {"public", "lan"});
    all.put(SourceProperties.TRUST, Trust.LOCAL.name());
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

  /** Takes leave of the network and closes the sockets. */
  @Deactivate
  void deactivate() {
    service.unregister();
    figures.unregister();
    source.close();
    watcher.shutdownNow();
  }
}
