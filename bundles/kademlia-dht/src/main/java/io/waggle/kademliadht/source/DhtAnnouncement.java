package io.waggle.kademliadht.source;

import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtValue;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.StoreReport;
import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One announcement in a DHT. The hub may renew as often as it likes: the network is asked by the
 * {@link Cadence}, in between the last receipt holds. One of many is renewed with the others.
 */
final class DhtAnnouncement implements Announcement {

  /** Nodes drop peers after half an hour, some after three quarters. */
  private static final Duration VALID = Duration.ofMinutes(25);

  /** BEP 5 has no way to take a peer back; by then the nodes we know of have dropped it. */
  private static final Duration GONE = Duration.ofHours(1);

  /** Taken along by a sweep though it is not due yet, so that the next one has all of them. */
  private static final Duration SOON = Cadence.STEADY.dividedBy(2);

  private final AnnounceRequest request;
  private final Supplier<Optional<DhtService>> dht;
  private final WaggleClock clock;
  private final Renewals renewals;
  private final Cadence cadence = new Cadence();
  private Optional<DhtOperation<StoreReport>> running = Optional.empty();
  private Optional<Receipt> last = Optional.empty();
  private Optional<Instant> published = Optional.empty();
  private long due;
  private long confirmed;
  private boolean alone;
  private NodeId infoHash;

  DhtAnnouncement(
      AnnounceRequest request,
      Supplier<Optional<DhtService>> dht,
      WaggleClock clock,
      Renewals renewals) {
    this.request = request;
    this.dht = dht;
    this.clock = clock;
    this.renewals = renewals;
  }

  @Override
  public CompletionStage<Receipt> publish() {
    renewals.add(this);
    boolean many = renewals.areMany();
    Optional<Receipt> held = held(many);
    if (held.isEmpty()) {
      return publishAlone();
    }
    if (many && isDue()) {
      renewals.sweep();
    }
    return CompletableFuture.completedStage(held.get());
  }

  /** What still holds: the last receipt until it is due, and while others see to its renewal. */
  private synchronized Optional<Receipt> held(boolean many) {
    if (last.isEmpty() || (isDue() && (!many || alone))) {
      return Optional.empty();
    }
    Duration left = VALID.minusNanos(clock.nanoTime() - confirmed);
    boolean lapsed = left.isNegative() || left.isZero();
    return lapsed ? Optional.empty() : Optional.of(new Receipt(last.get().copies(), left));
  }

  private synchronized boolean isDue() {
    return clock.nanoTime() - due >= 0;
  }

  synchronized boolean isDueSoon() {
    return last.isPresent() && clock.nanoTime() - due + SOON.toNanos() >= 0;
  }

  /** As a sweep stores it; the network hears of it until then. */
  synchronized DhtValue value() {
    published = Optional.of(clock.instant());
    return new DhtValue.Peer(infoHash, Optional.of(request.port()));
  }

  /** A sweep has settled it; if nobody holds it, the next publication is one of its own. */
  synchronized void renewed(StoreReport report) {
    if (report.isStored()) {
      confirmed(report);
    } else {
      last = Optional.empty();
    }
  }

  /** The sweep has failed. */
  synchronized void goAlone() {
    alone = true;
  }

  private synchronized CompletionStage<Receipt> publishAlone() {
    try {
      DhtService service =
          dht.get()
              .orElseThrow(() -> new SourceException(Code.UNREACHABLE, "there is no such DHT"));
      infoHash = DhtSource.infoHash(request.topic());
      published = Optional.of(clock.instant());
      DhtOperation<StoreReport> operation =
          service.announce(infoHash, Optional.of(request.port()), DhtLookup.DEFAULT, peer -> {});
      running = Optional.of(operation);
      return operation.result().thenCompose(this::receipt);
    } catch (SourceException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private synchronized CompletionStage<Receipt> receipt(StoreReport report) {
    if (!report.isStored()) {
      String why = report.asked() == 0 ? "no node of the DHT answers" : "no node took it";
      return CompletableFuture.failedStage(new SourceException(Code.UNREACHABLE, why));
    }
    alone = false;
    return CompletableFuture.completedStage(confirmed(report));
  }

  private Receipt confirmed(StoreReport report) {
    Receipt receipt = new Receipt(report.holders().size(), VALID);
    last = Optional.of(receipt);
    confirmed = clock.nanoTime();
    due = confirmed + cadence.next().toNanos();
    return receipt;
  }

  @Override
  public CompletionStage<Withdrawal> withdraw() {
    renewals.remove(this);
    return withdrawn();
  }

  private synchronized CompletionStage<Withdrawal> withdrawn() {
    running.ifPresent(DhtOperation::cancel);
    Withdrawal withdrawal =
        published
            .map(at -> new Withdrawal(false, at.plus(GONE)))
            .orElseGet(() -> new Withdrawal(true, clock.instant()));
    return CompletableFuture.completedStage(withdrawal);
  }
}
