package io.waggle.kademliadht.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.BootstrapSource;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.server.ServerStatus;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.kademliadht.core.ItemVerifier;
import io.waggle.kademliadht.core.Stat;
import io.waggle.kademliadht.driver.DhtClient;
import io.waggle.kademliadht.driver.DhtHost;
import io.waggle.kademliadht.driver.Environment;
import io.waggle.kademliadht.driver.PlatformVerifier;
import io.waggle.kademliadht.driver.ServedNetwork;
import io.waggle.kademliadht.driver.SystemResolver;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

/** One DHT a configuration; its service appears when its sockets are open. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.dht",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DhtConfig.class, factory = true)
public final class DhtComponent {

  private static final int THREADS = 2;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Crypto crypto;

  private final ItemVerifier platform = new PlatformVerifier();
  private final String name;
  private final BundleContext context;
  private final ScheduledThreadPoolExecutor background;
  private final ConfiguredDht dht;
  private final List<ServiceRegistration<?>> services = new ArrayList<>();

  /** Opens the sockets, or goes on trying; a shared socket that comes or goes starts it anew. */
  @Activate
  public DhtComponent(
      BundleContext context,
      Map<String, Object> properties,
      @Reference(
              target = "(udp.name=*)",
              cardinality = ReferenceCardinality.MULTIPLE,
              policyOption = ReferencePolicyOption.GREEDY)
          List<Map.Entry<Map<String, Object>, UdpMux>> shared) {
    this.context = context;
    name = InstanceName.or(properties, DhtService.NAME, "");
    background = new ScheduledThreadPoolExecutor(THREADS, this::thread);
    SecureRandom random = new SecureRandom();
    Environment environment =
        new Environment(
            WaggleClock.system(),
            random::nextLong,
            this::verify,
            background,
            new SystemResolver(),
            mux(String.valueOf(properties.getOrDefault("udp", "")), shared));
    Optional<Path> folder =
        Optional.ofNullable(context.getProperty("waggle.data"))
            .map(data -> Path.of(data, "kademlia-dht"));
    dht = new ConfiguredDht(name, environment, folder, this::register);
    dht.configure(properties);
  }

  /** Bouncy Castle's code is about eight times as fast; without it the platform's will do. */
  private boolean verify(byte[] key, byte[] message, byte[] signature) {
    Crypto fast = crypto;
    return fast == null
        ? platform.verify(key, message, signature)
        : fast.signatures().verify(key, signature, message);
  }

  private static Optional<UdpMux> mux(
      String wanted, List<Map.Entry<Map<String, Object>, UdpMux>> shared) {
    return shared.stream()
        .filter(entry -> wanted.strip().equals(entry.getKey().get(UdpMux.NAME)))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-dht-" + name + "-background");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void register(DhtHost host) {
    Map<String, Object> named = Map.of(DhtService.NAME, name);
    services.add(
        context.registerService(
            DhtService.class, new DhtClient(host), FrameworkUtil.asDictionary(named)));
    services.add(
        context.registerService(
            AddressObserver.class, host.observer(), FrameworkUtil.asDictionary(named)));
    ServerStatus server = new ServedNetwork(name, host);
    Map<String, Object> served = Map.of(ServerStatus.NAME, name, ServerStatus.KIND, server.kind());
    services.add(
        context.registerService(ServerStatus.class, server, FrameworkUtil.asDictionary(served)));
    Map<String, Object> scope = Map.of(Metrics.SCOPE, "kademlia-dht." + name);
    services.add(
        context.registerService(Metrics.class, figures(host), FrameworkUtil.asDictionary(scope)));
  }

  private static Metrics figures(DhtHost host) {
    Metrics metrics = new Metrics();
    for (Stat stat : Stat.values()) {
      gauge(metrics, host, stat.name().toLowerCase(Locale.ROOT).replace('_', '.'));
    }
    for (String more : List.of("table.live", "table.waiting", "network.size", "store.peers")) {
      gauge(metrics, host, more);
    }
    return metrics;
  }

  private static void gauge(Metrics metrics, DhtHost host, String figure) {
    metrics.gauge(figure, () -> host.status().figures().getOrDefault(figure, 0L));
  }

  /** Applies a configuration live; tables and services stay. */
  @Modified
  void modified(Map<String, Object> properties) {
    dht.configure(properties);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindBootstrap(BootstrapSource source, Map<String, Object> properties) {
    if (name.equals(properties.getOrDefault(DhtService.NAME, name))) {
      dht.add(source);
    }
  }

  void unbindBootstrap(BootstrapSource source) {
    dht.remove(source);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindHandler(DhtQueryHandler handler, Map<String, Object> properties) {
    if (name.equals(properties.getOrDefault(DhtService.NAME, name))) {
      dht.add(handler);
    }
  }

  void unbindHandler(DhtQueryHandler handler) {
    dht.remove(handler);
  }

  /** Saves the table and closes the sockets. */
  @Deactivate
  synchronized void deactivate() {
    services.forEach(ServiceRegistration::unregister);
    dht.close();
    background.shutdown();
    try {
      background.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    background.shutdownNow();
  }
}
