package io.waggle.testkit.discovery;

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
import io.waggle.api.time.WaggleClock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that is not one: it behaves as a test wants and counts how it is treated. */
public final class DoubleSource implements PeerFinder, PeerAnnouncer {

  /** What happens in {@link PeerFinder#find}. */
  @FunctionalInterface
  public interface Finding {
    /** See {@link PeerFinder#find}. */
    Round find(FindRequest request, FindSink sink) throws SourceException;
  }

  /** What happens in {@link Announcement#publish}. */
  @FunctionalInterface
  public interface Publishing {
    /** See {@link Announcement#publish}. */
    CompletionStage<Receipt> publish(AnnounceRequest request);
  }

  /** What happens in {@link Announcement#withdraw}. */
  @FunctionalInterface
  public interface Withdrawing {
    /** See {@link Announcement#withdraw}. */
    CompletionStage<Withdrawal> withdraw(AnnounceRequest request);
  }

  private final Finding finding;
  private final Publishing publishing;
  private final Withdrawing withdrawing;
  private final List<FindRequest> requests = new CopyOnWriteArrayList<>();
  private final List<FindSink> sinks = new CopyOnWriteArrayList<>();
  private final List<AnnounceRequest> published = new CopyOnWriteArrayList<>();
  private final List<AnnounceRequest> withdrawn = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Runnable inEveryCall = () -> {};
  private volatile SourceStatus status;

  DoubleSource(WaggleClock clock, Finding finding, Publishing publishing, Withdrawing withdrawing) {
    this.finding = finding;
    this.publishing = publishing;
    this.withdrawing = withdrawing;
    this.status = SourceStatus.of(SourceState.UP, "", clock.instant());
  }

  /** Runs at the beginning of every call but {@code status}; to check on which thread it is. */
  public DoubleSource inEveryCall(Runnable check) {
    inEveryCall = check;
    return this;
  }

  /** What {@link #status()} says from now on. */
  public DoubleSource says(SourceState state, String reason) {
    status = SourceStatus.of(state, reason, status.since());
    return this;
  }

  @Override
  public SourceStatus status() {
    return status;
  }

  @Override
  public Round find(FindRequest request, FindSink sink) throws SourceException {
    requests.add(request);
    sinks.add(sink);
    inEveryCall.run();
    Round round = finding.find(request, sink);
    open.incrementAndGet();
    AtomicInteger once = new AtomicInteger();
    return () -> {
      inEveryCall.run();
      round.close();
      if (once.getAndIncrement() == 0) {
        open.decrementAndGet();
      }
    };
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    inEveryCall.run();
    return new Announcement() {
      @Override
      public CompletionStage<Receipt> publish() {
        inEveryCall.run();
        published.add(request);
        return publishing.publish(request);
      }

      @Override
      public CompletionStage<Withdrawal> withdraw() {
        inEveryCall.run();
        withdrawn.add(request);
        return withdrawing.withdraw(request);
      }
    };
  }

  /** Every question so far. */
  public List<FindRequest> requests() {
    return List.copyOf(requests);
  }

  /** The sink of the newest question. */
  public FindSink sink() {
    return sinks.get(sinks.size() - 1);
  }

  /** How many rounds were started and not closed. */
  public int openRounds() {
    return open.get();
  }

  /** Every publication so far, renewals included. */
  public List<AnnounceRequest> published() {
    return List.copyOf(published);
  }

  /** Every withdrawal so far. */
  public List<AnnounceRequest> withdrawn() {
    return List.copyOf(withdrawn);
  }
}
