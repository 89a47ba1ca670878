package io.waggle.discoverychannel;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.metrics.Metrics;
import io.waggle.discoverychannel.ClaimTable.Change;
import io.waggle.discoverychannel.ClaimTable.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges what any number of sources find into one stream of sightings, and announces through all of
 * them. Sources and listeners come and go at any time; the methods that add and remove them only
 * write that down and never call them.
 */
public final class DiscoveryHub implements Discovery, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DiscoveryHub.class);
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final HubCore core;
  private final SourceRegistry registry;
  private final HubReports reports;

  /** A hub without sources. */
  public DiscoveryHub(HubParts parts, HubSettings settings) {
    this.core = new HubCore(parts, settings);
    this.registry = new SourceRegistry(core);
    this.reports = new HubReports(core, registry);
    Metrics metrics = parts.metrics();
    metrics.gauge("joins", () -> locked(core.joins::size));
    metrics.gauge("sources", () -> locked(core.sources::size));
    metrics.gauge(
        "peers",
        () -> locked(() -> core.watches.values().stream().mapToInt(w -> w.claims().size()).sum()));
  }

  private <T> T locked(Supplier<T> read) {
    synchronized (core.lock) {
      return read.get();
    }
  }

  private void change(Runnable change) {
    synchronized (core.lock) {
      if (!core.closed) {
        change.run();
      }
    }
  }

  /**
   * Adds a finder, or applies changed properties to one that is there.
   *
   * @param properties see {@link io.waggle.api.discovery.spi.SourceProperties}
   */
  public void putFinder(PeerFinder finder, Map<String, ?> properties) {
    change(() -> registry.put(finder, true, properties));
  }

  /** Forgets a finder; what only it vouched for is lost. */
  public void removeFinder(PeerFinder finder) {
    change(() -> registry.remove(finder, true));
  }

  /** Adds an announcer, or applies changed properties to one that is there. */
  public void putAnnouncer(PeerAnnouncer announcer, Map<String, ?> properties) {
    change(() -> registry.put(announcer, false, properties));
  }

  /** Forgets an announcer; its announcements are withdrawn if it still can. */
  public void removeAnnouncer(PeerAnnouncer announcer) {
    change(() -> registry.remove(announcer, false));
  }

  /** Adds a listener of all joins; it hears at once of all that is known. */
  public void addListener(SightingListener listener) {
    change(
        () -> {
          SightingFeed feed = feed(listener);
          core.watches.values().stream()
              .flatMap(watch -> watch.claims().snapshot().stream())
              .forEach(sighting -> feed.offer(new Change(Kind.FOUND, sighting)));
          core.whiteboard.add(feed);
        });
  }

  /** Removes a listener of all joins; it is not called after this returned. */
  public void removeListener(SightingListener listener) {
    List<SightingFeed> gone =
        locked(() -> core.whiteboard.stream().filter(feed -> feed.isFor(listener)).toList());
    gone.forEach(SightingFeed::shut);
    change(() -> core.whiteboard.removeAll(gone));
    gone.forEach(SightingFeed::awaitLast);
  }

  private SightingFeed feed(SightingListener listener) {
    return new SightingFeed(
        listener, core.parts.listeners(), core.parts.metrics().counter("listeners.failed"));
  }

  /** Applies other settings to everything that runs; nothing is lost by it. */
  public void configure(HubSettings settings) {
    change(
        () -> {
          core.settings = settings;
          registry.resolveAll();
          core.evaluate();
        });
  }

  @Override
  public Join join(Topic topic, JoinOptions options, SightingListener listener) {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(options, "options");
    synchronized (core.lock) {
      if (core.closed) {
        throw new IllegalStateException("the hub is closed");
      }
      TopicWatch watch = core.watches.computeIfAbsent(topic, t -> new TopicWatch(core, t));
      HubJoin join = new HubJoin(core, watch, options, feed(listener));
      join.open();
      return join;
    }
  }

  @Override
  public Collection<JoinReport> joins() {
    return locked(() -> core.joins.stream().map(HubJoin::report).toList());
  }

  @Override
  public Collection<SourceReport> sources() {
    return reports.sources();
  }

  @Override
  public CompletionStage<ProbeReport> probe(SourceId source, Topic topic) {
    return locked(() -> Probe.start(core, source, topic)).minimalCompletionStage();
  }

  @Override
  public void pause(SourceId source, boolean paused) {
    change(
        () -> {
          KnownSource known = core.sources.get(source);
          if (known != null) {
            known.paused(paused);
            core.evaluate();
          }
        });
  }

  /** Leaves every join and lets go of every source; done when all have answered or run late. */
  public CompletionStage<Void> shutdown() {
    List<CompletableFuture<?>> leaving;
    List<SightingFeed> feeds;
    synchronized (core.lock) {
      core.closed = true;
      leaving =
          List.copyOf(core.joins).stream()
              .<CompletableFuture<?>>map(join -> join.leave().toCompletableFuture())
              .toList();
      feeds = List.copyOf(core.whiteboard);
      feeds.forEach(SightingFeed::shut);
      core.whiteboard.clear();
    }
    feeds.forEach(SightingFeed::awaitLast);
    return CompletableFuture.allOf(leaving.toArray(CompletableFuture<?>[]::new))
        .thenRun(this::closeLanes);
  }

  private void closeLanes() {
    synchronized (core.lock) {
      core.sources.values().forEach(source -> source.lane().close());
      core.sources.clear();
    }
  }

  /** As {@link #shutdown()}, waiting for it, but not longer than a withdrawal may take. */
  @Override
  public void close() {
    Duration limit = core.settings.withdrawWithin().plus(LAST_WORDS);
    try {
      shutdown().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.warn("not every announcement was withdrawn: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeLanes();
    }
  }
}
