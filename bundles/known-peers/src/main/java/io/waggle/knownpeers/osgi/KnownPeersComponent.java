package io.waggle.knownpeers.osgi;

import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.time.WaggleClock;
import io.waggle.knownpeers.ExecutorResolver;
import io.waggle.knownpeers.KnownPeers;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.osgi.service.metatype.annotations.Designate;

/** One list a configuration. Registers itself, for {@code source.id} may be made from its name. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.source.known",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = KnownPeersConfig.class, factory = true)
public final class KnownPeersComponent {

  private static final int THREADS = 2;
  private static final long IDLE_SECONDS = 10;

  private final String name;
  private final ScheduledThreadPoolExecutor background;
  private final KnownPeers peers;
  private final ConfiguredPeers source;
  private final ServiceRegistration<?> service;

  /** Recalls what was remembered and offers it. */
  @Activate
  public KnownPeersComponent(BundleContext context, Map<String, Object> properties) {
    name = sourceId(properties);
    background = new ScheduledThreadPoolExecutor(THREADS, this::thread);
    background.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    background.allowCoreThreadTimeOut(true);
    background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    Optional<Path> file =
        Optional.ofNullable(context.getProperty("waggle.data"))
            .map(data -> Path.of(data, "known-peers", fileName(name)));
    WaggleClock clock = WaggleClock.system();
    peers =
        new KnownPeers(
            ConfiguredPeers.startingWith(properties),
            file,
            new ExecutorResolver(background),
            clock,
            background);
    source = new ConfiguredPeers(name, peers, clock.instant());
    source.configure(properties);
    String[] types = {PeerFinder.class.getName(), SwarmListener.class.getName()};
    service = context.registerService(types, source, serviceProperties(properties));
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-" + name);
    thread.setDaemon(true);
    return thread;
  }

  static String sourceId(Map<String, Object> properties) {
    String id = String.valueOf(properties.getOrDefault(SourceProperties.ID, "")).strip();
    if (!id.isEmpty()) {
      return id;
    }
    String pid = String.valueOf(properties.getOrDefault(Constants.SERVICE_PID, ""));
    String file = String.valueOf(properties.getOrDefault("felix.fileinstall.filename", ""));
    String named = file.replaceAll(".*/", "").replaceAll("\\.[a-z]+$", "");
    String from = named.contains("-") ? named : pid;
    int mark = Math.max(from.indexOf('-'), from.indexOf('~'));
    return "known-" + (mark < 0 ? "main" : from.substring(mark + 1));
  }

  /** An id can hold what a file name can't. */
  static String fileName(String id) {
    return id.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
  }

  private Dictionary<String, Object> serviceProperties(Map<String, Object> properties) {
    Map<String, Object> all = new TreeMap<>();
    all.put(SourceProperties.KIND, "known");
    all.put(SourceProperties.TRUST, Trust.LOCAL.name());
    all.put(SourceProperties.REALMS, new String[] {"*"});
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
    if (source.configure(properties)) {
      service.setProperties(serviceProperties(properties));
    }
  }

  @Deactivate
  void deactivate() {
    service.unregister();
    // Not shutdownNow: an interrupted write of the file would be lost.
    background.shutdown();
    peers.close();
  }
}
