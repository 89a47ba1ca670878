package io.waggle.discoverychannel;

import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way from a source into the hub: one round's sink, open until the round ends, fails, runs
 * out of time or is cancelled, then shut for good. Counts what passes.
 */
final class RoundGate implements FindSink {

  /** Whose round it is; called under the hub's lock. */
  interface Owner {
    void found(RoundGate gate, PeerAddress address, FoundMeta meta);

    void lost(PeerAddress address);

    /** The source has taken the question. */
    void begun(RoundGate gate);

    /** Everybody it asks has answered once, and the round goes on. */
    void settled(RoundGate gate);

    void ended(RoundGate gate, Ending ending);
  }

  private static final Logger log = LoggerFactory.getLogger(RoundGate.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final HubCore core;
  private final KnownSource source;
  private final Owner owner;
  private final Instant started;
  private final long startedAt;
  private volatile boolean open = true;
  private Round round;
  private Lane.Call call;
  private Future<?> alarm;
  private Duration firstPeer;
  private Duration settledAfter;
  private int found;
  private int firstSeen;
  private int filtered;

  RoundGate(HubCore core, KnownSource source, Owner owner) {
    this.core = core;
    this.source = source;
    this.owner = owner;
    this.started = core.date();
    this.startedAt = core.now();
  }

  /** Has the source asked on its lane. */
  void start(FindRequest request, Duration limit) {
    PeerFinder finder = source.finder();
    call = source.lane().submit(source.policy().callLimit(), () -> run(finder, request));
    if (!limit.isZero()) {
      alarm = core.later(limit, this::outOfTime);
    }
  }

  /** On the lane. A wall: whatever a source throws is its own fault and nobody's end. */
  private void run(PeerFinder finder, FindRequest request) {
    if (!open) {
      return;
    }
    if (source.ask().state() == SourceState.DISABLED) {
      end(Ending.of(Ending.Kind.NOT_ASKED));
      return;
    }
    source.figures().count("rounds");
    try {
      began(finder.find(request, this));
    } catch (SourceException e) {
      failed(e);
    } catch (RuntimeException | Error e) {
      failed(new SourceException(SourceFault.Code.DEFECT, "find has thrown " + e));
    }
  }

  private void began(Round newRound) {
    synchronized (core.lock) {
      if (open) {
        round = newRound;
        owner.begun(this);
        return;
      }
    }
    // It ended before find returned; nobody else can close it.
    close(newRound);
  }

  /** The same wall. */
  private void close(Round over) {
    try {
      if (over != null) {
        over.close();
      }
    } catch (RuntimeException | Error e) {
      source.figures().count("close.failed");
      log.debug("source {}: closing a round has thrown", source.id(), e);
    }
  }

  @Override
  public void found(PeerAddress address, FoundMeta meta) {
    if (!open) {
      return;
    }
    synchronized (core.lock) {
      if (!open) {
        return;
      }
      if (address == null || meta == null) {
        refused("invalid");
      } else {
        owner.found(this, address, meta);
      }
    }
  }

  /** Counts an address that passed. */
  void accepted(boolean nobodyHadNamedIt) {
    found++;
    source.figures().count("found");
    if (nobodyHadNamedIt) {
      firstSeen++;
    }
    source.figures().count(nobodyHadNamedIt ? "first.seen" : "duplicates");
    if (firstPeer == null) {
      firstPeer = age();
      source.figures().firstPeerAfter(firstPeer);
    }
  }

  /** Counts an address that did not. */
  void refused(String why) {
    filtered++;
    source.figures().filtered(why);
  }

  @Override
  public void lost(PeerAddress address) {
    if (!open || address == null) {
      return;
    }
    synchronized (core.lock) {
      if (open) {
        owner.lost(address);
      }
    }
  }

  @Override
  public void failed(SourceException error) {
    SourceException known =
        error == null ? new SourceException(SourceFault.Code.DEFECT, "failed with null") : error;
    SourceFault fault = new SourceFault(known.code(), message(known), core.date());
    end(new Ending(Ending.Kind.FAILED, Optional.of(fault), known.retryAfter()));
  }

  private static String message(SourceException error) {
    String message = error.getMessage();
    return message == null ? error.code().name().toLowerCase(Locale.ROOT) : message;
  }

  @Override
  @SuppressWarnings("OptionalAssignedToNull") // a source may hand in anything
  public void done(Optional<Duration> askAgainIn) {
    end(
        new Ending(
            Ending.Kind.DONE,
            Optional.empty(),
            askAgainIn == null ? Optional.empty() : askAgainIn));
  }

  /** A round that has settled is not late however long it stays open. */
  @Override
  public void settled() {
    synchronized (core.lock) {
      if (!open) {
        return;
      }
      if (settledAfter == null) {
        settledAfter = age();
      }
      if (alarm != null) {
        alarm.cancel(false);
      }
      owner.settled(this);
    }
  }

  private void outOfTime() {
    SourceFault fault =
        new SourceFault(SourceFault.Code.TIMEOUT, "no end within " + age(), core.date());
    end(new Ending(Ending.Kind.TIMED_OUT, Optional.of(fault), Optional.empty()));
  }

  /** Shuts the gate; no call of the source's passes it from now on. */
  void cancel() {
    end(Ending.of(Ending.Kind.CANCELLED));
  }

  private void end(Ending ending) {
    synchronized (core.lock) {
      if (!open) {
        return;
      }
      open = false;
      release(ending.kind());
      count(ending);
      owner.ended(this, ending);
    }
  }

  private void release(Ending.Kind kind) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    if (round != null) {
      Round over = round;
      source.lane().submit(CLOSE_LIMIT, () -> close(over));
    } else if (kind == Ending.Kind.TIMED_OUT || kind == Ending.Kind.CANCELLED) {
      call.cancel();
    }
  }

  private void count(Ending ending) {
    switch (ending.kind()) {
      case TIMED_OUT -> source.figures().count("timed.out");
      case CANCELLED -> source.figures().count("cancelled");
      case FAILED -> ending.fault().ifPresent(fault -> source.figures().failed(fault.code()));
      default -> {}
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  int found() {
    return found;
  }

  Duration age() {
    return Duration.ofNanos(core.now() - startedAt);
  }

  boolean hasSettled() {
    return settledAfter != null;
  }

  /** Until it settled, or else until now if it has ended. */
  private Optional<Duration> took() {
    return Optional.ofNullable(settledAfter).or(() -> open ? Optional.empty() : Optional.of(age()));
  }

  /** As it stands, or as it ended. */
  RoundReport report(Optional<SourceFault> fault) {
    return new RoundReport(
        started, took(), Optional.ofNullable(firstPeer), found, firstSeen, filtered, fault);
  }
}
