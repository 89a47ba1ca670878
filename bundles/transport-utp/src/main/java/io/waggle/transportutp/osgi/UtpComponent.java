package io.waggle.transportutp.osgi;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.transportutp.core.Idle;
import io.waggle.transportutp.core.UtpSettings;
import io.waggle.transportutp.driver.Environment;
import io.waggle.transportutp.driver.UtpTransport;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * uTP for all swarms of the node; any change of the configuration makes it anew. With a shared
 * socket the service is there while the socket is.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.transport.utp")
@Designate(ocd = UtpConfig.class)
public final class UtpComponent {

  private static final Logger log = LoggerFactory.getLogger(UtpComponent.class);

  private final BundleContext context;
  private final Optional<UtpConfig> config;
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private Optional<UtpTransport> transport = Optional.empty();
  private Optional<UdpMux> socket = Optional.empty();

  /** Starts, or waits for its socket, or says in the log which setting is wrong. */
  @Activate
  public UtpComponent(BundleContext context, Map<String, Object> properties) {
    this.context = context;
    Reading<UtpConfig> reading = ConfigReader.read(UtpConfig.class, properties);
    if (!reading.problems().isEmpty()) {
      log.warn("uTP: {}", reading.summary());
    }
    config = reading.config();
    if (wanted().equals(Optional.of(""))) {
      open(Optional.empty());
    }
  }

  private Optional<String> wanted() {
    return config.map(c -> c.udp().strip());
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void bindSocket(UdpMux mux, Map<String, Object> properties) {
    String name = String.valueOf(properties.get(UdpMux.NAME));
    if (!name.isEmpty() && wanted().equals(Optional.of(name)) && transport.isEmpty()) {
      socket = Optional.of(mux);
      open(socket);
    }
  }

  synchronized void unbindSocket(UdpMux mux) {
    if (socket.equals(Optional.of(mux))) {
      socket = Optional.empty();
      close();
    }
  }

  private synchronized void open(Optional<UdpMux> mux) {
    Metrics metrics = new Metrics();
    UtpConfig c = config.orElseThrow();
    SecureRandom random = new SecureRandom();
    Environment environment =
        new Environment(settings(c), WaggleClock.system(), random::nextLong, metrics);
    UtpTransport utp =
        mux.map(m -> UtpTransport.on(m, environment))
            .orElseGet(() -> UtpTransport.alone(environment));
    transport = Optional.of(utp);
    Map<String, Object> properties =
        Map.of(
            Transport.NAME, UtpTransport.NAME,
            Transport.PREFERENCE, UtpTransport.PREFERENCE,
            Transport.PATIENCE, c.patience());
    register(Transport.class, utp, properties);
    register(Metrics.class, metrics, Map.of(Metrics.SCOPE, "transport-utp"));
  }

  private static UtpSettings settings(UtpConfig c) {
    Idle idle =
        new Idle(
            Duration.ofSeconds(c.keep_alive()), Duration.ofSeconds(c.probe_after()), c.probes());
    return new UtpSettings(
        c.receive_buffer(),
        UtpSettings.usual().sendBuffer(),
        c.connections(),
        c.largest_packet(),
        idle);
  }

  private <S> void register(Class<S> type, S service, Map<String, Object> properties) {
    services.add(context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
  }

  private void close() {
    services.forEach(ServiceRegistration::unregister);
    services.clear();
    transport.ifPresent(UtpTransport::close);
    transport = Optional.empty();
  }

  /** The service goes first, so that nobody dials what is being closed. */
  @Deactivate
  synchronized void deactivate() {
    close();
  }
}
