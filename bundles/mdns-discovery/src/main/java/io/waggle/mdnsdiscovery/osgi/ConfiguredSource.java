package io.waggle.mdnsdiscovery.osgi;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.lan.LanLink;
import io.waggle.api.lan.LanMonitor;
import io.waggle.api.lan.LanSender;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source as a service: one object from the first configuration to the last, whether they can be
 * used or not. A bad one leaves the last good one in force; before the first good one it is
 * DISABLED. Rounds and announcements pass over to the source of another mode or port.
 */
final class ConfiguredSource implements PeerFinder, PeerAnnouncer, LanMonitor, SwarmListener {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredSource.class);

  private final String name;
  private final SourceOpener opener;
  private final WaggleClock clock;
  private final Carried carried = new Carried();
  private volatile Optional<LanSource> source = Optional.empty();
  private volatile String problem = "";
  private volatile Instant problemSince;

  /**
   * Without a source yet.
   *
   * @param opener makes the source of the first configuration that can be used, and of each that
   *     needs another one
   */
  ConfiguredSource(String name, SourceOpener opener, WaggleClock clock) {
    this.name = name;
    this.opener = opener;
    this.clock = clock;
    this.problemSince = clock.instant();
  }

  /** Applies a configuration; returns whether it can be used. */
  synchronized boolean configure(Map<String, ?> properties) {
    Reading<LanSourceConfig> reading = ConfigReader.read(LanSourceConfig.class, properties);
    String found = reading.summary();
    boolean usable = reading.config().isPresent();
    try {
      if (usable) {
        apply(ConfiguredSettings.of(reading.config().orElseThrow()));
      }
    } catch (IllegalArgumentException | IOException e) {
      usable = false;
      found = found.isEmpty() ? e.getMessage() : found + "; " + e.getMessage();
    }
    problem = found;
    problemSince = clock.instant();
    if (!found.isEmpty()) {
      log.warn("{}: {}", name, found);
    }
    return usable;
  }

  private void apply(LanSettings settings) throws IOException {
    Optional<LanSource> old = source;
    if (old.isPresent() && old.get().settings().sameSource(settings)) {
      old.get().apply(settings);
      return;
    }
    LanSource fresh = opener.open(settings);
    source = Optional.of(fresh);
    carried.moveTo(fresh);
    old.ifPresent(LanSource::close);
  }

  synchronized void close() {
    source.ifPresent(LanSource::close);
  }

  @Override
  public SourceStatus status() {
    String told = problem;
    if (source.isEmpty()) {
      return SourceStatus.of(SourceState.DISABLED, told, problemSince);
    }
    SourceStatus status = source.get().status();
    if (told.isEmpty()) {
      return status;
    }
    SourceState state =
        status.state() == SourceState.DOWN ? SourceState.DOWN : SourceState.DEGRADED;
    String reason = status.reason().isEmpty() ? told : status.reason() + "; " + told;
    return new SourceStatus(state, reason, problemSince, status.gauges());
  }

  private SourceException disabled() {
    return new SourceException(Code.MISCONFIGURED, problem);
  }

  @Override
  public Round find(FindRequest request, FindSink sink) throws SourceException {
    return carried.find(source.orElseThrow(this::disabled), request, sink);
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    return new Announcement() {
      private Optional<Carried.Held> held = Optional.empty();

      @Override
      public synchronized CompletionStage<Receipt> publish() {
        if (held.isEmpty()) {
          held = source.map(s -> carried.announce(s, request));
        }
        return held.map(Carried.Held::publish)
            .orElseGet(() -> CompletableFuture.failedStage(disabled()));
      }

      @Override
      public synchronized CompletionStage<Withdrawal> withdraw() {
        return held.map(Carried.Held::withdraw)
            .orElseGet(
                () -> CompletableFuture.completedStage(new Withdrawal(true, clock.instant())));
      }
    };
  }

  @Override
  public void event(SwarmEvent event) {
    if (event instanceof SwarmEvent.Connected connected) {
      source.ifPresent(s -> s.met(connected.connection().info().address().host()));
    }
  }

  @Override
  public List<LanLink> links() {
    return source.map(LanSource::links).orElse(List.of());
  }

  @Override
  public List<LanSender> senders() {
    return source.map(LanSource::senders).orElse(List.of());
  }
}
