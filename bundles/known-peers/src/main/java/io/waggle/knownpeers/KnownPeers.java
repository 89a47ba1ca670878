package io.waggle.knownpeers;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.time.WaggleClock;
import io.waggle.knownpeers.PeerMemory.TopicKey;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names the peers of a list and those that were met before, so that a node finds its way back with
 * every discovery server down. Learns as a listener of swarms: an address counts only when a dial
 * to it ended in a connection, for the port of an incoming one says nothing. Safe from any thread.
 */
public final class KnownPeers implements PeerFinder, SwarmListener, AutoCloseable {

  private static final Duration SAVE_AFTER = Duration.ofSeconds(1);

  private final WaggleClock clock;
  private final NameResolver resolver;
  private final ScheduledExecutorService background;
  private final Optional<MemoryFile> file;
  private final PeerMemory memory = new PeerMemory();
  private final Set<String> unresolved = new ConcurrentSkipListSet<>();
  private final AtomicBoolean saveDue = new AtomicBoolean();
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong saved = new AtomicLong();
  private final Instant since;
  private volatile KnownPeersSettings settings;

  /**
   * Reads what was remembered.
   *
   * @param path of the file that keeps the memory; empty keeps it for this session only
   * @param background writes the file
   */
  public KnownPeers(
      KnownPeersSettings settings,
      Optional<Path> path,
      NameResolver resolver,
      WaggleClock clock,
      ScheduledExecutorService background) {
    this.settings = settings;
    this.resolver = resolver;
    this.clock = clock;
    this.background = background;
    this.file = path.map(MemoryFile::new);
    this.since = clock.instant();
    file.ifPresent(kept -> recall(kept.load()));
  }

  private void recall(Map<TopicKey, Map<PeerAddress, Instant>> kept) {
    int limit = settings.rememberLimit();
    kept.forEach(
        (key, peers) -> peers.forEach((address, when) -> memory.met(key, address, when, limit)));
    memory.forgetBefore(oldest());
  }

  private Instant oldest() {
    return clock.instant().minus(settings.rememberFor());
  }

  /** Applies other settings from the next round on. */
  public void apply(KnownPeersSettings newSettings) {
    settings = newSettings;
    unresolved.clear();
  }

  @Override
  public Round find(FindRequest request, FindSink sink) {
    KnownPeersSettings now = settings;
    KnownRound round = new KnownRound(sink, FoundMeta.validFor(now.validFor()), request.limit());
    if (now.serves(request.topic())) {
      now.peers().forEach(peer -> name(peer, round));
      if (now.remember()) {
        memory
            .at(TopicKey.of(request.topic()), clock.instant(), now.rememberFor())
            .forEach(round::name);
      }
    }
    round.stepEnded();
    return round;
  }

  private void name(HostAndPort peer, KnownRound round) {
    int port = peer.port().orElseThrow();
    Optional<InetAddress> literal = peer.literal();
    if (literal.isPresent()) {
      round.name(new PeerAddress(literal.get(), port));
      return;
    }
    round.nameBegun();
    resolver
        .resolve(peer.host())
        .whenComplete(
            (addresses, error) -> {
              List<InetAddress> known = error == null ? addresses : List.of();
              noteResolved(peer.host(), !known.isEmpty());
              round.nameEnded(peer.host(), port, known);
            });
  }

  private void noteResolved(String host, boolean resolved) {
    if (resolved) {
      unresolved.remove(host);
    } else {
      unresolved.add(host);
    }
  }

  @Override
  public void event(SwarmEvent event) {
    if (event instanceof SwarmEvent.Connected connected) {
      met(connected.connection().info());
    }
  }

  private void met(ConnectionInfo info) {
    KnownPeersSettings now = settings;
    if (!now.remember() || !info.initiator()) {
      return;
    }
    info.topics().stream()
        .filter(now::serves)
        .forEach(
            t -> memory.met(TopicKey.of(t), info.address(), clock.instant(), now.rememberLimit()));
    saveSoon();
  }

  /** Once for all that happens within a second. */
  private void saveSoon() {
    changes.incrementAndGet();
    if (file.isEmpty() || !saveDue.compareAndSet(false, true)) {
      return;
    }
    try {
      background.schedule(this::save, SAVE_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      saveDue.set(false); // it is closing, and close saves
    }
  }

  private synchronized void save() {
    saveDue.set(false);
    long upTo = changes.get();
    memory.forgetBefore(oldest());
    file.ifPresent(kept -> kept.save(memory.copy()));
    saved.set(upTo);
  }

  @Override
  public SourceStatus status() {
    List<String> problems = new ArrayList<>();
    file.map(MemoryFile::problem).filter(p -> !p.isEmpty()).ifPresent(problems::add);
    if (!unresolved.isEmpty()) {
      problems.add("no address for " + String.join(", ", unresolved));
    }
    SourceState state = problems.isEmpty() ? SourceState.UP : SourceState.DEGRADED;
    return SourceStatus.of(state, String.join("; ", problems), since)
        .with(Map.of("configured", (long) settings.peers().size(), "remembered", memory.size()));
  }

  /** Writes what has not been written yet. The executor is the caller's to stop. */
  @Override
  public void close() {
    if (saved.get() != changes.get()) {
      save();
    }
  }
}
