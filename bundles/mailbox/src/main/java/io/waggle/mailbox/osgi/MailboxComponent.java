package io.waggle.mailbox.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVaults;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtService;
import io.waggle.api.mail.MailListener;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.swarm.Swarm;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.post.Listeners;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mailbox a configuration. The DHT may come and go: without it the mailbox only pauses. So may
 * the swarm: without it all mail goes by way of the nodes.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.mailbox",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MailboxConfig.class, factory = true)
public final class MailboxComponent {

  private static final Logger log = LoggerFactory.getLogger(MailboxComponent.class);

  private final BundleContext context;
  private final Crypto crypto;
  private final KeyVaults vaults;
  private final String name;
  private final Listeners listeners = new Listeners();
  private final Map<DhtService, String> dhts = new ConcurrentHashMap<>();
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private final Map<Swarm, String> swarms = new ConcurrentHashMap<>();
  private final Map<DhtQueryHandler, String> holders = new ConcurrentHashMap<>();
  private volatile String dhtName = "";
  private volatile String swarmName = "";
  private Optional<OpenMailbox> open = Optional.empty();

  /** Opens the vault and registers the mailbox. */
  @Activate
  public MailboxComponent(
      BundleContext context,
      Map<String, Object> properties,
      @Reference Crypto crypto,
      @Reference KeyVaults vaults) {
    this.context = context;
    this.crypto = crypto;
    this.vaults = vaults;
    this.name = MailboxName.of(properties);
    configure(properties);
  }

  private synchronized void configure(Map<String, Object> properties) {
    Reading<MailboxConfig> reading = ConfigReader.read(MailboxConfig.class, properties);
    if (!reading.problems().isEmpty()) {
      log.warn("mailbox {}: {}", name, reading.summary());
    }
    reading.config().ifPresent(this::reopen);
  }

  private void reopen(MailboxConfig config) {
    close();
    dhtName = config.dht();
    swarmName = config.swarm();
    String data = Optional.ofNullable(context.getProperty("waggle.data")).orElse("data");
    Path folder = Path.of(data, "mail", MailboxName.folder(name));
    try {
      OpenMailbox opened =
          OpenMailbox.open(
              name,
              config,
              folder,
              new OpenMailbox.Needs(
                  crypto, vaults, new DhtNetwork(this::dht, this::holder), this::swarm, listeners));
      open = Optional.of(opened);
      register(opened);
    } catch (IOException | RuntimeException e) {
      log.error("mailbox {} can't be opened: {}", name, e.getMessage());
    }
  }

  private void register(OpenMailbox opened) {
    services.add(
        context.registerService(
            Mailbox.class,
            opened.mailbox(),
            FrameworkUtil.asDictionary(Map.of(Mailbox.NAME, name))));
    services.add(
        context.registerService(
            DhtQueryHandler.class,
            opened.news(),
            FrameworkUtil.asDictionary(
                Map.of(DhtService.NAME, dhtName, HolderComponent.HEARS_OF_MAIL, true))));
  }

  private Optional<DhtService> dht() {
    return named(dhts, dhtName);
  }

  private Optional<DhtQueryHandler> holder() {
    return named(holders, dhtName);
  }

  private Optional<Swarm> swarm() {
    return named(swarms, swarmName);
  }

  private static <T> Optional<T> named(Map<T, String> services, String name) {
    return services.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Reads it anew; what is on its way goes on from the disk. */
  @Modified
  void modified(Map<String, Object> properties) {
    configure(properties);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDht(DhtService dht, Map<String, Object> properties) {
    dhts.put(dht, String.valueOf(properties.get(DhtService.NAME)));
  }

  void unbindDht(DhtService dht) {
    dhts.remove(dht);
  }

  /** One on the mailbox's own node. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(" + HolderComponent.KEEPS_MAIL + "=true)")
  void bindHolder(DhtQueryHandler holder, Map<String, Object> properties) {
    holders.put(holder, String.valueOf(properties.get(DhtService.NAME)));
  }

  void unbindHolder(DhtQueryHandler holder) {
    holders.remove(holder);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindSwarm(Swarm swarm, Map<String, Object> properties) {
    swarms.put(swarm, String.valueOf(properties.get(Swarm.NAME)));
  }

  void unbindSwarm(Swarm swarm) {
    swarms.remove(swarm);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindListener(MailListener listener) {
    listeners.add(listener);
  }

  void unbindListener(MailListener listener) {
    listeners.remove(listener);
  }

  /** Ends it; nothing that was acknowledged is lost. */
  @Deactivate
  synchronized void close() {
    services.forEach(ServiceRegistration::unregister);
    services.clear();
    open.ifPresent(OpenMailbox::close);
    open = Optional.empty();
  }
}
