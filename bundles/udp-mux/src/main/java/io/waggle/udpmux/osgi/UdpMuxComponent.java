package io.waggle.udpmux.osgi;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.udpmux.SharedSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shared socket a configuration. All of its settings are those of the socket, so that any
 * change makes another one.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.udp",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = UdpMuxConfig.class, factory = true)
public final class UdpMuxComponent {

  private static final Logger log = LoggerFactory.getLogger(UdpMuxComponent.class);

  private final List<ServiceRegistration<?>> services = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(UdpMuxComponent::thread);
  private Optional<ConfiguredSocket> socket = Optional.empty();

  /** Binds the socket, or says in the log why it can't be, and tries again. */
  @Activate
  public UdpMuxComponent(BundleContext context, Map<String, Object> properties) {
    Reading<UdpMuxConfig> reading = ConfigReader.read(UdpMuxConfig.class, properties);
    if (!reading.problems().isEmpty()) {
      log.warn("shared UDP socket: {}", reading.summary());
    }
    reading.config().ifPresent(config -> open(context, name(config, properties), config));
  }

  private static String name(UdpMuxConfig config, Map<String, Object> properties) {
    String pid = String.valueOf(properties.get("service.pid"));
    return config.udp_name().isBlank()
        ? pid.substring(pid.lastIndexOf('~') + 1)
        : config.udp_name();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-udp-retry");
    thread.setDaemon(true);
    return thread;
  }

  private void open(BundleContext context, String name, UdpMuxConfig config) {
    try {
      List<InetSocketAddress> binds = List.of(address(config));
      Metrics metrics = new Metrics();
      ConfiguredSocket wanted =
          new ConfiguredSocket(
              name,
              () -> SharedSocket.open(name, binds, WaggleClock.system(), metrics),
              opened -> publish(context, name, opened, metrics),
              timers);
      socket = Optional.of(wanted);
      wanted.open();
    } catch (IllegalArgumentException e) {
      log.warn("shared UDP socket {}: {}", name, e.getMessage());
    }
  }

  private void publish(BundleContext context, String name, SharedSocket opened, Metrics metrics) {
    services.add(register(context, UdpMux.class, opened, Map.of(UdpMux.NAME, name)));
    services.add(
        register(context, Metrics.class, metrics, Map.of(Metrics.SCOPE, "udp-mux." + name)));
  }

  private static <S> ServiceRegistration<S> register(
      BundleContext context, Class<S> type, S service, Map<String, Object> properties) {
    return context.registerService(type, service, FrameworkUtil.asDictionary(properties));
  }

  private static InetSocketAddress address(UdpMuxConfig config) {
    if (config.bind().isBlank()) {
      return new InetSocketAddress(config.port());
    }
    return new HostAndPort(config.bind(), Optional.empty())
        .literal()
        .map(address -> new InetSocketAddress(address, config.port()))
        .orElseThrow(
            () -> new IllegalArgumentException("'bind' is '" + config.bind() + "', no address"));
  }

  /** Closes the socket. */
  @Deactivate
  void deactivate() {
    socket.ifPresent(ConfiguredSocket::giveUp);
    timers.shutdownNow();
    services.forEach(ServiceRegistration::unregister);
    socket.ifPresent(ConfiguredSocket::close);
  }
}
