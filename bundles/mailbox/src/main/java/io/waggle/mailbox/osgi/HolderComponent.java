package io.waggle.mailbox.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtService;
import io.waggle.api.mail.HolderStatus;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.server.ServerStatus;
import io.waggle.api.time.WaggleClock;
import io.waggle.mailbox.holder.DhtHolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
import org.osgi.service.metatype.annotations.Designate;

/** The holder of the node. It answers while its DHT is there. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.mailbox.holder",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HolderConfig.class)
public final class HolderComponent implements ConfiguredHolder.Publisher {

  /** Property of the handler by which mailboxes find it. */
  static final String KEEPS_MAIL = "mail.holder";

  /** Property of the handlers of mailboxes, by which the holder finds them. */
  static final String HEARS_OF_MAIL = "mail.news";

  private static final int THREADS = 2;

  private final BundleContext context;
  private final ScheduledThreadPoolExecutor executor;
  private final ConfiguredHolder holder;
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private final Map<DhtQueryHandler, String> mailboxes = new ConcurrentHashMap<>();
  private Optional<ServiceRegistration<?>> answering = Optional.empty();

  /** Waits for its DHT. */
  @Activate
  public HolderComponent(
      BundleContext context, Map<String, Object> properties, @Reference Crypto crypto) {
    this.context = context;
    executor = new ScheduledThreadPoolExecutor(THREADS, HolderComponent::thread);
    Metrics metrics = new Metrics();
    String data = Optional.ofNullable(context.getProperty("waggle.data")).orElse("data");
    holder =
        new ConfiguredHolder(
            crypto,
            WaggleClock.system(),
            executor,
            metrics,
            Path.of(data, ServedHolder.SERVER),
            this);
    ServerStatus served = new ServedHolder(holder);
    services.add(register(HolderStatus.class, holder, Map.of()));
    services.add(
        register(
            ServerStatus.class,
            served,
            Map.of(ServerStatus.NAME, served.name(), ServerStatus.KIND, served.kind())));
    services.add(
        register(Metrics.class, metrics, Map.of(Metrics.SCOPE, "mailbox." + served.name())));
    holder.configure(properties);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-" + ServedHolder.SERVER);
    thread.setDaemon(true);
    return thread;
  }

  private <S> ServiceRegistration<S> register(Class<S> type, S service, Map<String, ?> properties) {
    return context.registerService(type, service, FrameworkUtil.asDictionary(properties));
  }

  @Override
  public synchronized void opened(String dht, DhtHolder opened) {
    answering =
        Optional.of(
            register(
                DhtQueryHandler.class, opened, Map.of(DhtService.NAME, dht, KEEPS_MAIL, true)));
  }

  @Override
  public synchronized void closing() {
    answering.ifPresent(ServiceRegistration::unregister);
    answering = Optional.empty();
  }

  @Override
  public List<DhtQueryHandler> mailboxes(String dht) {
    return mailboxes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(dht))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Changes of the limits keep it open. */
  @Modified
  void modified(Map<String, Object> properties) {
    holder.configure(properties);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDht(DhtService dht, Map<String, Object> properties) {
    holder.came(dht, String.valueOf(properties.get(DhtService.NAME)));
  }

  void unbindDht(DhtService dht) {
    holder.gone(dht);
  }

  /** One on the holder's own node. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(" + HEARS_OF_MAIL + "=true)")
  void bindMailbox(DhtQueryHandler mailbox, Map<String, Object> properties) {
    mailboxes.put(mailbox, String.valueOf(properties.get(DhtService.NAME)));
  }

  void unbindMailbox(DhtQueryHandler mailbox) {
    mailboxes.remove(mailbox);
  }

  /** Closes the folder; what was acknowledged is on the disk already. */
  @Deactivate
  void deactivate() {
    services.forEach(ServiceRegistration::unregister);
    holder.close();
    executor.shutdown();
    try {
      executor.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }
}
