package io.waggle.kademliadht.source;

import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Finds and announces peers in a DHT that may come and go. Thread-safe. */
public final class DhtSource implements PeerFinder, PeerAnnouncer {

  /** Believed a little longer than until the second next regular round. */
  private static final Duration VALID = Duration.ofMinutes(25);

  private static final int MOST_TOPICS = 10_000;

  private final Supplier<Optional<DhtService>> dht;
  private final DeadPeers dead;
  private final WaggleClock clock;
  private final Renewals renewals;
  private final Map<Topic, Cadence> cadences = new LinkedHashMap<>();
  private final Instant since;

  /**
   * A source.
   *
   * @param dht the DHT, while there is one
   * @param dead peers that are kept back
   */
  public DhtSource(Supplier<Optional<DhtService>> dht, DeadPeers dead, WaggleClock clock) {
    this.dht = dht;
    this.dead = dead;
    this.clock = clock;
    this.renewals = new Renewals(dht);
    this.since = clock.instant();
  }

  @Override
  public SourceStatus status() {
    Optional<DhtService> service = dht.get();
    if (service.isEmpty()) {
      return SourceStatus.of(SourceState.STARTING, "there is no such DHT", since);
    }
    DhtStatus status = service.get().status();
    SourceState state =
        switch (status.state()) {
          case READY -> SourceState.UP;
          case STARTING, SEARCHING -> SourceState.STARTING;
          case ISOLATED -> SourceState.DEGRADED;
        };
    String reason =
        switch (status.state()) {
          case READY -> "";
          case STARTING, SEARCHING -> "looking for the first nodes";
          case ISOLATED -> "no node of the DHT answers";
        };
    return SourceStatus.of(state, reason, since)
        .with(Map.of("nodes", (long) status.live(), "network", status.networkSize()));
  }

  private DhtService service() throws SourceException {
    return dht.get()
        .orElseThrow(() -> new SourceException(Code.UNREACHABLE, "there is no such DHT"));
  }

  static NodeId infoHash(Topic topic) throws SourceException {
    byte[] key = topic.wireKey();
    if (key.length != NodeId.LENGTH) {
      throw new SourceException(
          Code.MISCONFIGURED, "a DHT needs keys of 20 bytes, not of " + key.length);
    }
    return NodeId.of(key);
  }

  @Override
  public Round find(FindRequest request, FindSink sink) throws SourceException {
    NodeId infoHash = infoHash(request.topic());
    if (!sink.isOpen()) {
      return () -> {};
    }
    AtomicInteger left = new AtomicInteger(request.limit());
    AtomicBoolean closed = new AtomicBoolean();
    DhtOperation<LookupReport> lookup =
        service().getPeers(infoHash, DhtLookup.DEFAULT, peer -> found(peer, sink, left, closed));
    lookup.result().whenComplete((report, error) -> ended(request, sink, closed, error));
    return () -> {
      closed.set(true);
      lookup.cancel();
    };
  }

  private void found(PeerAddress peer, FindSink sink, AtomicInteger left, AtomicBoolean closed) {
    if (!closed.get() && !dead.isDead(peer) && left.getAndDecrement() > 0) {
      sink.found(peer, FoundMeta.validFor(VALID));
    }
  }

  private void ended(FindRequest request, FindSink sink, AtomicBoolean closed, Throwable error) {
    if (closed.get()) {
      return;
    }
    if (error != null) {
      sink.failed(new SourceException(Code.CLOSED, String.valueOf(error.getMessage())));
    } else {
      sink.done(Optional.of(pause(request)));
    }
  }

  private Duration pause(FindRequest request) {
    synchronized (cadences) {
      Cadence cadence = cadences.computeIfAbsent(request.topic(), topic -> new Cadence());
      if (request.urgency() == Urgency.NOW) {
        cadence.restart();
      }
      if (cadences.size() > MOST_TOPICS) {
        cadences.remove(cadences.keySet().iterator().next());
      }
      return cadence.next();
    }
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    return new DhtAnnouncement(request, dht, clock, renewals);
  }
}
