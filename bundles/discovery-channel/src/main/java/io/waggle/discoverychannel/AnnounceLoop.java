package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.SourceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Keeps one join announced by one source: publishes, renews before the word lapses, tries again
 * after errors, withdraws at the end. Guarded by the hub's lock.
 */
final class AnnounceLoop {

  private final HubCore core;
  private final HubJoin join;
  private final KnownSource source;
  private final PeerAnnouncer announcer;
  private final AnnounceRequest request;
  // Made and used on the source's lane only.
  private Announcement announcement;
  private boolean submitted;
  private int attempt;
  private boolean publishing;
  private boolean stopped;
  private boolean rested;
  private int failures;
  private Future<?> next;
  private Future<?> alarm;
  private Lane.Call call;
  private SourceFault fault;
  private String last;

  AnnounceLoop(HubCore core, HubJoin join, KnownSource source, AnnounceRequest request) {
    this.core = core;
    this.join = join;
    this.source = source;
    this.announcer = source.announcer();
    this.request = request;
  }

  KnownSource source() {
    return source;
  }

  Optional<SourceFault> fault() {
    return Optional.ofNullable(fault);
  }

  /** The last publication, for a person; empty before the first. */
  Optional<String> last() {
    return Optional.ofNullable(last);
  }

  void publish() {
    if (stopped || publishing) {
      return;
    }
    cancel(next);
    publishing = true;
    rested = false;
    submitted = true;
    int mine = ++attempt;
    Duration limit = source.policy().callLimit();
    call = source.lane().submit(limit, () -> publishOnLane(mine));
    alarm = core.later(limit, () -> outOfTime(mine, limit));
  }

  private void publishOnLane(int mine) {
    if (source.ask().state() == SourceState.DISABLED) {
      settle(mine, () -> rest());
      return;
    }
    call(
        () -> {
          if (announcement == null) {
            announcement = announcer.announce(request);
          }
          return announcement.publish();
        },
        (receipt, error) -> settle(mine, () -> published(receipt, error)));
  }

  /** A wall: what a source throws is the same as a failed stage. */
  private static <T> void call(
      Supplier<CompletionStage<T>> body, BiConsumer<T, Throwable> afterwards) {
    CompletionStage<T> stage;
    try {
      stage = body.get();
    } catch (RuntimeException | Error e) {
      afterwards.accept(null, e);
      return;
    }
    if (stage == null) {
      afterwards.accept(null, new NullPointerException("no stage"));
    } else {
      stage.whenComplete(afterwards);
    }
  }

  /** Only the newest attempt counts; one that comes after its time was over is ignored. */
  private void settle(int mine, Runnable outcome) {
    synchronized (core.lock) {
      if (!publishing || mine != attempt) {
        return;
      }
      publishing = false;
      cancel(alarm);
      if (!stopped) {
        outcome.run();
      }
      join.publishedBy(source.id());
    }
  }

  private void outOfTime(int mine, Duration limit) {
    SourceFault late =
        new SourceFault(SourceFault.Code.TIMEOUT, "no receipt within " + limit, core.date());
    call.cancel();
    settle(mine, () -> failed(late, Optional.empty()));
  }

  private void published(Receipt receipt, Throwable error) {
    if (error != null || receipt == null) {
      Throwable cause = cause(error);
      failed(faultOf(cause), retryAfter(cause));
      return;
    }
    failures = 0;
    fault = null;
    last = "to " + receipt.copies() + " for " + receipt.validFor().toSeconds() + " s";
    source.figures().count("published");
    source.publicationSucceeded();
    again(renewal(receipt.validFor()));
  }

  /**
   * Early enough that a lost packet can be made good, no later than a round would be, and never so
   * soon that a source with a mad validity makes us busy.
   */
  private Duration renewal(Duration validFor) {
    long valid = HubCore.bounded(validFor).toNanos();
    long early = valid * 3 / 4 + core.parts.random().nextLong(valid / 8 + 1);
    long regular = core.jittered(source.policy().interval()).toNanos();
    long soonest = core.settings.backOffMin().toNanos();
    return Duration.ofNanos(Math.max(soonest, Math.min(early, regular)));
  }

  private void failed(SourceFault why, Optional<Duration> retryAfter) {
    failures++;
    fault = why;
    last = "failed: " + why.message();
    source.figures().count("publish.failed");
    source.publicationFailed(why);
    Duration pause = core.backOff(failures, source.policy().interval());
    Duration asked = HubCore.bounded(retryAfter.orElse(Duration.ZERO));
    again(asked.compareTo(pause) > 0 ? asked : pause);
  }

  /** Whether the source was disabled when its turn came. */
  boolean rested() {
    return rested;
  }

  private void rest() {
    rested = true;
    last = "the source is disabled";
    again(core.jittered(source.policy().interval()));
  }

  private void again(Duration pause) {
    next = core.later(pause, this::publish);
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private SourceFault faultOf(Throwable error) {
    if (error instanceof SourceException known) {
      return new SourceFault(known.code(), String.valueOf(known.getMessage()), core.date());
    }
    return new SourceFault(SourceFault.Code.DEFECT, "it has thrown " + error, core.date());
  }

  private static Optional<Duration> retryAfter(Throwable error) {
    return error instanceof SourceException known ? known.retryAfter() : Optional.empty();
  }

  private static void cancel(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Ends it. The future tells what the source could take back, and never fails. */
  CompletableFuture<SourceWithdrawal> withdraw() {
    CompletableFuture<SourceWithdrawal> result = new CompletableFuture<>();
    if (stopped) {
      throw new IllegalStateException("withdrawn already");
    }
    stopped = true;
    cancel(next);
    cancel(alarm);
    if (publishing) {
      call.cancel();
    }
    if (!submitted) {
      result.complete(answer(new Withdrawal(true, core.date()), null));
      return result;
    }
    Duration limit = core.settings.withdrawWithin();
    source.lane().submit(limit, () -> withdrawOnLane(result));
    SourceException late =
        new SourceException(SourceFault.Code.TIMEOUT, "not withdrawn within " + limit);
    core.later(limit, () -> core.complete(result, answer(null, late)));
    return result;
  }

  private void withdrawOnLane(CompletableFuture<SourceWithdrawal> result) {
    if (announcement == null) {
      core.complete(result, answer(new Withdrawal(true, core.date()), null));
      return;
    }
    call(
        () -> announcement.withdraw(),
        (withdrawal, error) -> core.complete(result, answer(withdrawal, error)));
  }

  private SourceWithdrawal answer(Withdrawal withdrawal, Throwable error) {
    if (withdrawal != null) {
      return new SourceWithdrawal(source.id(), Optional.of(withdrawal), Optional.empty());
    }
    return new SourceWithdrawal(source.id(), Optional.empty(), Optional.of(faultOf(cause(error))));
  }
}
