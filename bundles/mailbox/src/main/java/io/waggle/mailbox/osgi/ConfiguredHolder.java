package io.waggle.mailbox.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.mail.HolderReport;
import io.waggle.api.mail.HolderStatus;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.mailbox.holder.DhtHolder;
import io.waggle.mailbox.holder.HolderLimits;
import io.waggle.mailbox.holder.HolderSettings;
import io.waggle.mailbox.holder.HolderSite;
import io.waggle.mailbox.holder.Holdings;
import io.waggle.mailbox.holder.Subscriptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A holder that comes and goes with its DHT, under a configuration that changes: a bad one leaves
 * the last good one in force, a folder that can't be used is tried again every ten seconds.
 */
final class ConfiguredHolder implements HolderStatus {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredHolder.class);
  private static final long RETRY_SECONDS = 10;
  private static final Holdings NOTHING = new Holdings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

  /** Makes a holder known, under the name of its DHT. */
  interface Publisher {

    void opened(String dht, DhtHolder holder);

    /** No more is asked of it when this returns. */
    void closing();

    /** The mailboxes of this node on that DHT. */
    List<DhtQueryHandler> mailboxes(String dht);
  }

  private record Running(HolderSetup.Wanted wanted, DhtService dht, DhtHolder holder) {}

  private final Crypto crypto;
  private final WaggleClock clock;
  private final ScheduledExecutorService executor;
  private final Metrics metrics;
  private final Path folder;
  private final Publisher publisher;
  private final Map<DhtService, String> dhts = new ConcurrentHashMap<>();
  private Optional<HolderSetup.Wanted> wanted = Optional.empty();
  private Optional<Running> running = Optional.empty();
  private Subscriptions subscriptions = new Subscriptions();
  private String subscribed = "";
  private String problem = "";
  private String failure = "";
  private boolean closed;

  ConfiguredHolder(
      Crypto crypto,
      WaggleClock clock,
      ScheduledExecutorService executor,
      Metrics metrics,
      Path folder,
      Publisher publisher) {
    this.crypto = crypto;
    this.clock = clock;
    this.executor = executor;
    this.metrics = metrics;
    this.folder = folder;
    this.publisher = publisher;
  }

  synchronized void configure(Map<String, ?> properties) {
    HolderSetup setup = HolderSetup.read(properties, folder);
    wanted = setup.wanted().or(() -> wanted);
    problem = setup.problem();
    if (!problem.isEmpty()) {
      log.warn("Mail holder: {}", problem);
    }
    later();
  }

  void came(DhtService dht, String name) {
    dhts.put(dht, name);
    later();
  }

  void gone(DhtService dht) {
    dhts.remove(dht);
    later();
  }

  /**
   * Opening reads the folder, which the caller has no time for, and publishing calls the DHT, which
   * may be the caller.
   */
  private void later() {
    try {
      executor.execute(this::apply);
    } catch (RejectedExecutionException e) {
      // A component's references are unbound after it was deactivated (OSGi Compendium §112.5.8).
      log.debug("Mail holder: a change after the end");
    }
  }

  private synchronized void apply() {
    if (closed || wanted.isEmpty()) {
      return;
    }
    HolderSetup.Wanted next = wanted.get();
    Optional<DhtService> dht = dht(next.dht());
    if (running.isPresent() && !isSame(running.get(), next, dht)) {
      stop();
    }
    if (running.isPresent()) {
      running.get().holder().limits(next.settings().limits());
      running = running.map(r -> new Running(next, r.dht(), r.holder()));
    } else if (dht.isPresent()) {
      start(next, dht.get());
    }
  }

  private Optional<DhtService> dht(String name) {
    return dhts.entrySet().stream()
        .filter(e -> e.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isSame(
      Running running, HolderSetup.Wanted next, Optional<DhtService> dht) {
    HolderLimits any = HolderLimits.DEFAULT;
    return dht.filter(d -> d == running.dht()).isPresent()
        && running.wanted().settings().with(any).equals(next.settings().with(any));
  }

  private void start(HolderSetup.Wanted next, DhtService dht) {
    try {
      HolderSite site =
          new HolderSite(
              crypto, clock, executor, dht, metrics, () -> publisher.mailboxes(next.dht()));
      DhtHolder holder = DhtHolder.open(next.settings(), site, subscriptions(next.settings()));
      running = Optional.of(new Running(next, dht, holder));
      failure = "";
      publisher.opened(next.dht(), holder);
    } catch (IOException e) {
      // A repeated failure is one warning.
      if (!failure.equals(e.toString())) {
        log.warn("Mail holder: {}; trying again every {} s", e.toString(), RETRY_SECONDS);
        failure = e.toString();
      }
      executor.schedule(this::apply, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** They stay when the DHT is exchanged: who has subscribed does not hear of that. */
  private Subscriptions subscriptions(HolderSettings settings) {
    if (!settings.network().equals(subscribed)) {
      subscribed = settings.network();
      subscriptions = new Subscriptions();
    }
    return subscriptions;
  }

  private void stop() {
    publisher.closing();
    try {
      running.orElseThrow().holder().close();
    } catch (IOException e) {
      log.warn("Mail holder: closing: {}", e.toString());
    }
    running = Optional.empty();
  }

  synchronized void close() {
    closed = true;
    if (running.isPresent()) {
      stop();
    }
  }

  @Override
  public synchronized HolderReport report(int shares) {
    HolderSettings settings =
        wanted.map(HolderSetup.Wanted::settings).orElse(HolderSettings.of(folder, ""));
    Holdings has = running.map(r -> r.holder().holdings(shares)).orElse(NOTHING);
    SortedMap<String, Long> counters = new TreeMap<>(metrics.snapshot());
    counters.put("damaged", has.damaged());
    counters.put("rebuilt", has.rebuilt());
    return new HolderReport(
        wanted.map(HolderSetup.Wanted::dht).orElse(""),
        settings.network(),
        state(),
        reason(),
        has.boxes(),
        has.tombstones(),
        has.subscribers(),
        has.load(),
        has.price(),
        has.used(),
        settings.limits().byName(),
        counters,
        has.sources());
  }

  private SourceState state() {
    if (wanted.isEmpty()) {
      return SourceState.DISABLED;
    }
    if (running.isEmpty()) {
      return SourceState.DOWN;
    }
    return problem.isEmpty() ? SourceState.UP : SourceState.DEGRADED;
  }

  private String reason() {
    if (!problem.isEmpty() || running.isPresent() || wanted.isEmpty()) {
      return problem;
    }
    return failure.isEmpty() ? "there is no DHT '" + wanted.get().dht() + "'" : failure;
  }
}
