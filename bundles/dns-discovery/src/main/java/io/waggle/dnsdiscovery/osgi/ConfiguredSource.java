package io.waggle.dnsdiscovery.osgi;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.NatFinding;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.net.SeenAs;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.dnsdiscovery.ClientSettings;
import io.waggle.dnsdiscovery.DnsSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source as a service: one object from the first configuration to the last, whether they can be
 * used or not. A bad one leaves the last good one in force; before the first good one it is
 * DISABLED.
 */
final class ConfiguredSource implements PeerFinder, PeerAnnouncer, AddressObserver {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredSource.class);

  private final String name;
  private final Function<ClientSettings, DnsSource> opener;
  private final WaggleClock clock;
  private volatile Optional<DnsSource> source = Optional.empty();
  private volatile String problem = "";
  private volatile Instant problemSince;

  /**
   * Without a source yet.
   *
   * @param opener makes the source of the first configuration that can be used
   */
  ConfiguredSource(String name, Function<ClientSettings, DnsSource> opener, WaggleClock clock) {
    this.name = name;
    this.opener = opener;
    this.clock = clock;
    this.problemSince = clock.instant();
  }

  /** Applies a configuration; returns whether it can be used. */
  boolean configure(Map<String, ?> properties) {
    Reading<DnsSourceConfig> reading = ConfigReader.read(DnsSourceConfig.class, properties);
    String found = reading.summary();
    boolean usable = reading.config().isPresent();
    try {
      reading.config().map(ConfiguredSettings::of).ifPresent(this::apply);
    } catch (IllegalArgumentException e) {
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

  private void apply(ClientSettings settings) {
    if (source.isPresent()) {
      source.get().apply(settings);
    } else {
      source = Optional.of(opener.apply(settings));
    }
  }

  /** A shared socket of that name has come or is about to go. */
  void sharedChanged(String socket) {
    source.ifPresent(s -> s.sharedChanged(socket));
  }

  void close() {
    source.ifPresent(DnsSource::close);
  }

  @Override
  public SourceStatus status() {
    String told = problem;
    if (source.isEmpty()) {
      return SourceStatus.of(SourceState.DISABLED, told, problemSince);
    }
    SourceStatus status = source.get().status();
    if (told.isEmpty() || status.state() == SourceState.DISABLED) {
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
    return source.orElseThrow(this::disabled).find(request, sink);
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    return new Announcement() {
      private Optional<Announcement> real = Optional.empty();

      @Override
      public synchronized CompletionStage<Receipt> publish() {
        if (real.isEmpty()) {
          real = source.map(s -> s.announce(request));
        }
        return real.map(Announcement::publish)
            .orElseGet(() -> CompletableFuture.failedStage(disabled()));
      }

      @Override
      public synchronized CompletionStage<Withdrawal> withdraw() {
        return real.map(Announcement::withdraw)
            .orElseGet(
                () -> CompletableFuture.completedStage(new Withdrawal(true, clock.instant())));
      }
    };
  }

  @Override
  public List<SeenAs> seen() {
    return source.map(DnsSource::seen).orElse(List.of());
  }

  @Override
  public NatMapping mapping() {
    return source.map(DnsSource::mapping).orElse(NatMapping.UNKNOWN);
  }

  @Override
  public NatFinding finding() {
    return NatFinding.of(name, mapping(), seen());
  }

  @Override
  public CompletionStage<Optional<PeerAddress>> observe() {
    return source
        .map(DnsSource::observe)
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }
}
