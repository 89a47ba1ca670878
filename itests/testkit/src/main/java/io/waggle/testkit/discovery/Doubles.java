package io.waggle.testkit.discovery;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes sources named for their sins, on real or virtual time, all in one world of peers. */
public final class Doubles {

  /** How long what the doubles say is valid. */
  public static final Duration VALID = Duration.ofMinutes(5);

  private final ScheduledExecutorService timer;
  private final WaggleClock clock;
  private final PeerBook book;

  /** Doubles that answer out of {@code book}. */
  public Doubles(ScheduledExecutorService timer, WaggleClock clock, PeerBook book) {
    this.timer = timer;
    this.clock = clock;
    this.book = book;
  }

  /** A double of the test's own. */
  public DoubleSource finding(DoubleSource.Finding finding) {
    return new DoubleSource(clock, finding, this::publish, this::withdraw);
  }

  /** As it should be: answers at once. */
  public DoubleSource fast() {
    return slow(Duration.ZERO);
  }

  /** Answers late. */
  public DoubleSource slow(Duration delay) {
    return finding(
        (request, sink) -> {
          Future<?> answer =
              timer.schedule(() -> answer(request, sink), delay.toNanos(), TimeUnit.NANOSECONDS);
          return () -> answer.cancel(false);
        });
  }

  /** Answers at once, settles, and keeps its round open. */
  public DoubleSource continuous() {
    return finding(
        (request, sink) -> {
          Future<?> answer =
              timer.schedule(
                  () -> {
                    name(request, sink);
                    sink.settled();
                  },
                  0,
                  TimeUnit.NANOSECONDS);
          return () -> answer.cancel(false);
        });
  }

  private void name(FindRequest request, FindSink sink) {
    book.at(request.topic()).stream()
        .limit(request.limit())
        .forEach(address -> sink.found(address, FoundMeta.validFor(VALID)));
  }

  private void answer(FindRequest request, FindSink sink) {
    name(request, sink);
    sink.done(Optional.empty());
  }

  /** Reports this error, in rounds and in publications. */
  public DoubleSource failing(SourceFault.Code code, Optional<Duration> retryAfter) {
    return new DoubleSource(
        clock,
        (request, sink) -> {
          timer.execute(() -> sink.failed(error(code, retryAfter)));
          return () -> {};
        },
        request -> CompletableFuture.failedStage(error(code, retryAfter)),
        request -> CompletableFuture.failedStage(error(code, retryAfter)));
  }

  private static SourceException error(SourceFault.Code code, Optional<Duration> retryAfter) {
    return new SourceException(code, "as it was told to", retryAfter, null);
  }

  /** Finds as it should, but nobody takes what it publishes. */
  public DoubleSource unheard() {
    SourceException refused = error(SourceFault.Code.REFUSED, Optional.empty());
    return new DoubleSource(
        clock,
        (request, sink) -> {
          timer.execute(() -> answer(request, sink));
          return () -> {};
        },
        request -> CompletableFuture.failedStage(refused),
        this::withdraw);
  }

  /** Throws what it never declared, in every call. */
  public DoubleSource throwing() {
    return new DoubleSource(
        clock,
        (request, sink) -> {
          throw new IllegalStateException("thrown in find");
        },
        request -> {
          throw new IllegalStateException("thrown in publish");
        },
        request -> {
          throw new IllegalStateException("thrown in withdraw");
        });
  }

  /** Takes every question and never says a word. */
  public DoubleSource hanging() {
    return new DoubleSource(
        clock,
        (request, sink) -> () -> {},
        request -> new CompletableFuture<>(),
        request -> new CompletableFuture<>());
  }

  /** Does not return from {@code find} and {@code publish} until it is interrupted. */
  public DoubleSource blocking() {
    return new DoubleSource(
        clock,
        (request, sink) -> {
          block();
          throw new SourceException(SourceFault.Code.CLOSED, "interrupted");
        },
        request -> {
          block();
          return CompletableFuture.failedStage(
              new SourceException(SourceFault.Code.CLOSED, "interrupted"));
        },
        this::withdraw);
  }

  private static void block() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Names another peer every millisecond, whether anybody listens or not, until it is stopped. */
  public DoubleSource chatty(AtomicInteger calls) {
    return finding(
        (request, sink) -> {
          timer.scheduleAtFixedRate(
              () -> sink.found(numbered(calls.incrementAndGet()), FoundMeta.validFor(VALID)),
              1,
              1,
              TimeUnit.MILLISECONDS);
          return () -> {};
        });
  }

  /** The n-th of very many peers, each in a group of its own as long as n is below 60,000. */
  public static PeerAddress numbered(int n) {
    byte[] address = {(byte) (11 + (n >> 16)), (byte) (n >> 8), (byte) n, 1};
    return PeerAddress.of(address, 3282);
  }

  /**
   * Breaks every rule of {@link FindSink}: names nobody's addresses, the same one twice, loses what
   * it never found, hands in null, ends twice, goes on after the end.
   */
  public DoubleSource lying() {
    return finding(
        (request, sink) -> {
          timer.execute(() -> lie(request, sink));
          return () -> {
            throw new IllegalStateException("thrown in close");
          };
        });
  }

  @SuppressWarnings("NullOptional")
  private void lie(FindRequest request, FindSink sink) {
    FoundMeta meta = FoundMeta.validFor(VALID);
    for (String nobody :
        new String[] {"127.0.0.1:1", "0.0.0.0:1", "224.0.0.1:1", "192.0.2.1:0", "169.254.1.1:1"}) {
      sink.found(PeerAddress.parse(nobody), meta);
    }
    sink.lost(PeerAddress.parse("203.0.113.9:9"));
    sink.found(null, meta);
    sink.found(numbered(1), null);
    book.at(request.topic()).forEach(address -> sink.found(address, meta));
    book.at(request.topic()).forEach(address -> sink.found(address, meta));
    sink.failed(null);
    sink.done(null);
    sink.done(Optional.empty());
    sink.found(PeerAddress.parse("203.0.113.10:10"), meta);
    sink.failed(new SourceException(SourceFault.Code.PROTOCOL, "after the end"));
  }

  /** Keeps its round open; all its peers go and come back again and again. */
  public DoubleSource flapping(Duration period) {
    return finding(
        (request, sink) -> {
          AtomicInteger turn = new AtomicInteger();
          Future<?> turns =
              timer.scheduleAtFixedRate(
                  () -> flap(request, sink, turn.getAndIncrement() % 2 == 0),
                  0,
                  period.toNanos(),
                  TimeUnit.NANOSECONDS);
          Round round = () -> turns.cancel(false);
          return round;
        });
  }

  private void flap(FindRequest request, FindSink sink, boolean here) {
    for (PeerAddress address : book.at(request.topic())) {
      if (here) {
        sink.found(address, FoundMeta.validFor(VALID));
      } else {
        sink.lost(address);
      }
    }
  }

  private CompletionStage<Receipt> publish(AnnounceRequest request) {
    book.add(request.topic(), self(request));
    return CompletableFuture.completedStage(new Receipt(1, VALID));
  }

  private CompletionStage<Withdrawal> withdraw(AnnounceRequest request) {
    book.remove(request.topic(), self(request));
    return CompletableFuture.completedStage(new Withdrawal(true, clock.instant()));
  }

  private static PeerAddress self(AnnounceRequest request) {
    return PeerAddress.parse("198.51.100.1:" + request.port());
  }
}
