package io.waggle.kademliadht.source;

import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtService;
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
 * {@link Cadence}, in between the last receipt holds.
 */
final class DhtAnnouncement implements Announcement {

  /** Nodes drop peers after half an hour, some after three quarters. */
  private static final Duration VALID = Duration.ofMinutes(25);

  /** BEP 5 has no way to take a peer back; by then the nodes we know of have dropped it. */
  private static final Duration GONE = Duration.ofHours(1);

  private final AnnounceRequest request;
  private final Supplier<Optional<DhtService>> dht;
  private final WaggleClock clock;
  private final Cadence cadence = new Cadence();
  private Optional<DhtOperation<StoreReport>> running = Optional.empty();
  private Optional<Receipt> last = Optional.empty();
  private Optional<Instant> published = Optional.empty();
  private long due;

  DhtAnnouncement(AnnounceRequest request, Supplier<Optional<DhtService>> dht, WaggleClock clock) {
    this.request = request;
    this.dht = dht;
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<Receipt> publish() {
    if (last.isPresent() && clock.nanoTime() - due < 0) {
      return CompletableFuture.completedStage(last.get());
    }
    try {
      DhtService service =
          dht.get()
              .orElseThrow(() -> new SourceException(Code.UNREACHABLE, "there is no such DHT"));
      published = Optional.of(clock.instant());
      DhtOperation<StoreReport> operation =
          service.announce(
              DhtSource.infoHash(request.topic()),
              Optional.of(request.port()),
              DhtLookup.DEFAULT,
              peer -> {});
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
    Receipt receipt = new Receipt(report.holders().size(), VALID);
    last = Optional.of(receipt);
    due = clock.nanoTime() + cadence.next().toNanos();
    return CompletableFuture.completedStage(receipt);
  }

  @Override
  public synchronized CompletionStage<Withdrawal> withdraw() {
    running.ifPresent(DhtOperation::cancel);
    Withdrawal withdrawal =
        published
            .map(at -> new Withdrawal(false, at.plus(GONE)))
            .orElseGet(() -> new Withdrawal(true, clock.instant()));
    return CompletableFuture.completedStage(withdrawal);
  }
}
