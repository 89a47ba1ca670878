package io.waggle.discoverychannel;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.net.AddressGroup;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Asks one source about one topic again and again: at its interval with jitter, later after errors
 * or when the source asked for it. At most one round at a time, however often it is told to begin.
 * Guarded by the hub's lock.
 */
final class FindLoop implements RoundGate.Owner {

  private static final int REMEMBERED_ROUNDS = 16;

  private final HubCore core;
  private final TopicWatch watch;
  private final KnownSource source;
  private final Deque<RoundReport> history = new ArrayDeque<>();
  private RoundGate gate;
  private Future<?> next;
  private long lastEndAt;
  private long notBefore;
  private int failures;
  private boolean rested;
  private boolean dormant;
  private boolean stopped;
  private SourceFault fault;

  FindLoop(HubCore core, TopicWatch watch, KnownSource source) {
    this.core = core;
    this.watch = watch;
    this.source = source;
    this.notBefore = core.now();
    this.lastEndAt = core.now();
  }

  KnownSource source() {
    return source;
  }

  /** The error of its last round, if that failed. */
  Optional<SourceFault> fault() {
    return Optional.ofNullable(fault);
  }

  boolean dormant() {
    return dormant;
  }

  /** A fallback source that is not needed finishes its round and then rests. */
  void dormant(boolean nowDormant) {
    if (dormant && !nowDormant) {
      dormant = false;
      beginIn(untilAllowed(), Urgency.NOW);
    }
    dormant = nowDormant;
    if (dormant) {
      cancelNext();
    }
  }

  void beginIn(Duration delay, Urgency urgency) {
    if (stopped || dormant || gate != null) {
      return;
    }
    cancelNext();
    next = core.later(delay, () -> begin(urgency));
  }

  private void begin(Urgency urgency) {
    if (stopped || gate != null) {
      return;
    }
    gate = new RoundGate(core, source, this);
    SourcePolicy policy = source.policy();
    gate.start(new FindRequest(watch.topic(), policy.limit(), urgency), policy.timeout());
  }

  /** Asks soon, but not sooner than the source allowed; a round that is open goes on. */
  void ask() {
    beginIn(untilAllowed(), Urgency.NOW);
  }

  /** As {@link #ask()}, but a round that has settled is begun anew. */
  void refresh() {
    if (gate != null && gate.hasSettled()) {
      gate.cancel();
    }
    ask();
  }

  /** Whether its present round has yet to tell anything. */
  boolean unheard() {
    return gate == null || !gate.hasSettled();
  }

  private Duration untilAllowed() {
    return Duration.ofNanos(Math.max(0, notBefore - core.now()));
  }

  /** Applies another interval to the round that is due next. */
  void intervalChanged() {
    if (gate == null && failures == 0 && next != null && !history.isEmpty()) {
      long due = lastEndAt + core.jittered(source.policy().interval()).toNanos();
      long wait = Math.max(due, notBefore) - core.now();
      beginIn(Duration.ofNanos(Math.max(0, wait)), Urgency.REFRESH);
    }
  }

  /** Asks a source that was disabled when its turn came. */
  void woken() {
    if (rested && source.usable()) {
      ask();
    }
  }

  /** Ends it for good; what was found stays with the claims. */
  void stop() {
    stopped = true;
    cancelNext();
    if (gate != null) {
      gate.cancel();
    }
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  @Override
  public void found(RoundGate round, PeerAddress address, FoundMeta meta) {
    Optional<String> refusal = refusal(address, meta);
    if (refusal.isPresent()) {
      round.refused(refusal.get());
      return;
    }
    Duration validFor = HubCore.bounded(meta.validFor());
    Instant now = core.date();
    Optional<Claim> held = watch.claims().claim(address, source.id());
    round.accepted(!watch.claims().knows(address));
    watch.claim(
        address,
        new Claim(
            source.id(),
            held.map(Claim::firstSeen).orElse(now),
            now.plus(validFor),
            meta.via(),
            meta.id(),
            source.policy().rank()),
        validFor);
  }

  private Optional<String> refusal(PeerAddress address, FoundMeta meta) {
    Trust trust = source.policy().trust();
    Optional<String> refusal = AddressRules.refusal(address, meta, trust);
    if (refusal.isPresent()) {
      return refusal;
    }
    if (core.isOwn(address)) {
      return Optional.of("own");
    }
    return watch.claims().claim(address, source.id()).isPresent()
        ? Optional.empty()
        : overflow(address, trust);
  }

  /**
   * Renewals are never refused here; each limit is the source's own and takes nothing from others.
   */
  private Optional<String> overflow(PeerAddress address, Trust trust) {
    ClaimTable claims = watch.claims();
    if (claims.count(source.id()) >= source.policy().limit()) {
      return Optional.of("limit");
    }
    boolean crowded =
        claims.count(source.id(), AddressGroup.of(address.host())) >= core.settings.groupLimit();
    if (trust == Trust.OPEN && crowded) {
      return Optional.of("group");
    }
    return source.takeToken() ? Optional.empty() : Optional.of("rate");
  }

  @Override
  public void lost(PeerAddress address) {
    watch.release(address, source.id());
  }

  /** A round that has no time limit and never settles must not keep a join from being flushed. */
  @Override
  public void begun(RoundGate round) {
    if (source.policy().timeout().isZero()) {
      core.later(source.policy().callLimit(), () -> watch.heardFrom(source.id()));
    }
  }

  @Override
  public void settled(RoundGate round) {
    fault = null;
    failures = 0;
    source.roundSucceeded();
    watch.roundEnded(source.id());
  }

  @Override
  public void ended(RoundGate round, Ending ending) {
    gate = null;
    lastEndAt = core.now();
    rested = ending.kind() == Ending.Kind.NOT_ASKED;
    boolean failed =
        ending.kind() == Ending.Kind.FAILED
            || (ending.kind() == Ending.Kind.TIMED_OUT && round.found() == 0);
    remember(round, ending);
    if (failed) {
      fault = ending.fault().orElseThrow();
      failures++;
      source.roundFailed(fault);
    } else if (ending.kind() == Ending.Kind.DONE || ending.kind() == Ending.Kind.TIMED_OUT) {
      fault = null;
      failures = 0;
      source.roundSucceeded();
    }
    if (!stopped) {
      scheduleNext(failed, ending.notBefore());
    }
    watch.roundEnded(source.id());
  }

  private void remember(RoundGate round, Ending ending) {
    if (!rested) {
      history.addLast(round.report(ending.fault()));
    }
    if (history.size() > REMEMBERED_ROUNDS) {
      history.removeFirst();
    }
  }

  private void scheduleNext(boolean failed, Optional<Duration> pause) {
    Duration interval = source.policy().interval();
    Duration regular = failed ? core.backOff(failures, interval) : core.jittered(interval);
    Duration asked = HubCore.bounded(pause.orElse(Duration.ZERO));
    notBefore = lastEndAt + asked.toNanos();
    beginIn(asked.compareTo(regular) > 0 ? asked : regular, Urgency.REFRESH);
  }

  /** Oldest first; the running one last. */
  List<RoundReport> rounds() {
    List<RoundReport> rounds = new ArrayList<>(history);
    if (gate != null) {
      rounds.add(gate.report(Optional.empty()));
    }
    return rounds;
  }
}
