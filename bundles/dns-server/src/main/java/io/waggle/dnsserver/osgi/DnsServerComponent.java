package io.waggle.dnsserver.osgi;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.server.ServerStatus;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.dnsserver.DnsServer;
import io.waggle.dnsserver.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server a configuration. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.server.dns",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DnsServerConfig.class, factory = true)
public final class DnsServerComponent {

  private static final Logger log = LoggerFactory.getLogger(DnsServerComponent.class);

  private final BundleContext context;
  private final String name;
  private final Metrics metrics = new Metrics();
  private final ScheduledExecutorService timer;
  private Optional<DnsServer> server = Optional.empty();
  private Optional<ServiceRegistration<ServerStatus>> status = Optional.empty();
  private final ServiceRegistration<Metrics> published;

  /** Starts the server, or tells in its status why it can't be. */
  @Activate
  public DnsServerComponent(BundleContext context, Map<String, Object> properties) {
    this.context = context;
    this.name = InstanceName.of(properties);
    this.timer = Executors.newSingleThreadScheduledExecutor(task -> thread(task, name));
    this.published =
        context.registerService(
            Metrics.class,
            metrics,
            FrameworkUtil.asDictionary(Map.of(Metrics.SCOPE, "dns-server." + name)));
    modified(properties);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, "waggle-dns-server-" + name + "-timer");
    thread.setDaemon(true);
    return thread;
  }

  /** Applies a configuration; one that can't be used leaves the last good one in force. */
  @Modified
  void modified(Map<String, Object> properties) {
    Reading<DnsServerConfig> reading = ConfigReader.read(DnsServerConfig.class, properties);
    String problem = reading.summary();
    try {
      reading.config().map(ConfiguredSettings::of).ifPresent(this::apply);
    } catch (IllegalArgumentException e) {
      problem = problem.isEmpty() ? e.getMessage() : problem + "; " + e.getMessage();
    }
    if (!problem.isEmpty()) {
      log.warn("io.waggle.server.dns {}: {}", name, problem);
    }
    if (server.isPresent()) {
      server.get().configProblem(problem);
    } else {
      publish(new UnconfiguredStatus(name, problem));
    }
  }

  private void apply(Settings settings) {
    if (server.isPresent()) {
      server.get().change(settings);
      return;
    }
    try {
      DnsServer started =
          new DnsServer(
              name,
              settings,
              file(),
              WaggleClock.system(),
              timer,
              new SecureRandom()::nextBytes,
              metrics);
      server = Optional.of(started);
      publish(started);
    } catch (IOException e) {
      throw new IllegalArgumentException("the server can't start: " + e.getMessage(), e);
    }
  }

  private Optional<Path> file() {
    return Optional.ofNullable(context.getProperty("waggle.data"))
        .map(data -> Path.of(data, "dns-server", name));
  }

  private void publish(ServerStatus service) {
    status.ifPresent(ServiceRegistration::unregister);
    Map<String, Object> properties =
        Map.of(ServerStatus.NAME, service.name(), ServerStatus.KIND, service.kind());
    status =
        Optional.of(
            context.registerService(
                ServerStatus.class, service, FrameworkUtil.asDictionary(properties)));
  }

  /** Saves the store and closes the ports. */
  @Deactivate
  void deactivate() {
    status.ifPresent(ServiceRegistration::unregister);
    published.unregister();
    server.ifPresent(DnsServer::close);
    timer.shutdownNow();
  }
}
