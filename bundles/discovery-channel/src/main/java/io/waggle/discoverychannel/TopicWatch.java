package io.waggle.discoverychannel;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.net.PeerAddress;
import io.waggle.discoverychannel.ClaimTable.Change;
import io.waggle.discoverychannel.ClaimTable.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * One topic for as long as somebody has joined it. All joins of a topic share its rounds and its
 * claims, so that two of them ask no source twice. Guarded by the hub's lock.
 */
final class TopicWatch {

  private final HubCore core;
  private final Topic topic;
  private final ClaimTable claims;
  private final List<HubJoin> joins = new ArrayList<>();
  private final Map<SourceId, FindLoop> loops = new LinkedHashMap<>();
  private final LapseTimer lapses;
  private long lookedForSince;
  private long tooFewSince;
  private boolean enough;
  private Future<?> fallbackCheck;
  private long fallbackDue;
  private boolean evaluating;

  TopicWatch(HubCore core, Topic topic) {
    this.core = core;
    this.topic = topic;
    this.claims = new ClaimTable(topic);
    this.lapses = new LapseTimer(core, claims, this::tell);
  }

  Topic topic() {
    return topic;
  }

  ClaimTable claims() {
    return claims;
  }

  Collection<FindLoop> loops() {
    return loops.values();
  }

  boolean announcedBy(SourceId id) {
    return joins.stream().anyMatch(join -> join.announcedBy(id));
  }

  boolean isEmpty() {
    return joins.isEmpty();
  }

  boolean lookedFor() {
    return joins.stream().anyMatch(HubJoin::looksUp);
  }

  private int want() {
    return joins.stream()
        .filter(HubJoin::looksUp)
        .mapToInt(j -> j.options().want())
        .max()
        .orElse(0);
  }

  /**
   * Snapshot and subscription in one: a peer is seen by a late join once, neither twice nor never.
   */
  void add(HubJoin join) {
    joins.add(join);
    if (join.looksUp()) {
      lookupBegins(join);
    }
    evaluate();
  }

  private void lookupBegins(HubJoin join) {
    if (joins.stream().filter(HubJoin::looksUp).count() == 1) {
      lookedForSince = core.now();
      tooFewSince = core.now();
      enough = false;
    }
    claims.snapshot().forEach(sighting -> join.feed().offer(new Change(Kind.FOUND, sighting)));
    loops.values().forEach(FindLoop::ask);
  }

  void remove(HubJoin join) {
    joins.remove(join);
    evaluate();
    forgetIfUnwanted();
  }

  /** The join's options were changed from looking up to not, or back. */
  void lookupChanged(HubJoin join) {
    if (join.looksUp()) {
      lookupBegins(join);
    }
    evaluate();
    forgetIfUnwanted();
  }

  private void forgetIfUnwanted() {
    if (lookedFor()) {
      return;
    }
    claims.snapshot().forEach(sighting -> toWhiteboard(new Change(Kind.LOST, sighting)));
    claims.clear();
    lapses.stop();
    stopFallbackCheck();
  }

  /** Starts and stops rounds and announcements as sources, policies and joins now want it. */
  void evaluate() {
    if (evaluating) {
      return;
    }
    evaluating = true;
    try {
      boolean fallback = fallbackNeeded();
      boolean lookup = lookedFor();
      for (FindLoop loop : List.copyOf(loops.values())) {
        KnownSource source = loop.source();
        if (!lookup || !asks(source)) {
          drop(loop);
        } else {
          loop.dormant(!fallback && source.policy().role() == SourceRole.FALLBACK);
        }
      }
      for (KnownSource source : core.sources.values()) {
        boolean active = fallback || source.policy().role() == SourceRole.PRIMARY;
        if (lookup && active && asks(source) && !loops.containsKey(source.id())) {
          start(source);
        }
      }
      List.copyOf(joins).forEach(join -> join.evaluate(fallback));
    } finally {
      evaluating = false;
    }
  }

  private boolean asks(KnownSource source) {
    return source.finder() != null && !source.paused() && source.policy().serves(topic);
  }

  private void start(KnownSource source) {
    FindLoop loop = new FindLoop(core, this, source);
    loops.put(source.id(), loop);
    long due = lookedForSince + source.policy().startAfter().toNanos();
    loop.beginIn(Duration.ofNanos(Math.max(0, due - core.now())), Urgency.NOW);
  }

  private void drop(FindLoop loop) {
    loops.remove(loop.source().id());
    loop.stop();
    heardFrom(loop.source().id());
  }

  /** The source's finder has gone, or is another one now: what it vouched for goes with it. */
  void finderLeft(KnownSource source) {
    FindLoop loop = loops.get(source.id());
    if (loop != null) {
      drop(loop);
    }
    claims.releaseAll(source.id()).forEach(this::tell);
  }

  void announcerLeft(KnownSource source) {
    joins.forEach(join -> join.announcerLeft(source));
  }

  void policyChanged(KnownSource source) {
    claims.rerank(source.id(), source.policy().rank()).forEach(this::tell);
    FindLoop loop = loops.get(source.id());
    if (loop != null) {
      loop.intervalChanged();
    }
  }

  /** It may have been disabled before and may be so no longer. */
  void woken(KnownSource source) {
    FindLoop loop = loops.get(source.id());
    if (loop != null) {
      loop.woken();
    }
    joins.forEach(join -> join.woken(source));
  }

  void claim(PeerAddress address, Claim claim, Duration validFor) {
    long lapsesAt = core.now() + validFor.plus(core.settings.grace()).toNanos();
    claims.put(address, claim, lapsesAt).ifPresent(this::tell);
    lapses.expect(lapsesAt);
  }

  void release(PeerAddress address, SourceId source) {
    claims.release(address, source).ifPresent(this::tell);
  }

  private void tell(Change change) {
    joins.stream().filter(HubJoin::looksUp).forEach(join -> join.feed().offer(change));
    toWhiteboard(change);
    noteEnough();
  }

  private void toWhiteboard(Change change) {
    core.whiteboard.forEach(feed -> feed.offer(change));
  }

  void heardFrom(SourceId source) {
    joins.forEach(join -> join.heardFrom(source));
  }

  void roundEnded(SourceId source) {
    heardFrom(source);
    if (hasFallback()) {
      evaluate();
    }
  }

  private boolean hasFallback() {
    return core.sources.values().stream()
        .anyMatch(s -> s.policy().role() == SourceRole.FALLBACK && s.policy().serves(topic));
  }

  private boolean isPrimary(SourceId id) {
    KnownSource source = core.sources.get(id);
    return source != null && source.policy().role() == SourceRole.PRIMARY;
  }

  /** Keeps the moment since which the primary sources give too little. */
  private void noteEnough() {
    if (!hasFallback()) {
      return;
    }
    boolean now = claims.countIf(this::isPrimary) >= want();
    if (enough && !now) {
      tooFewSince = core.now();
    }
    enough = now;
    checkFallbackLater();
  }

  private void checkFallbackLater() {
    long due = tooFewSince + core.settings.fallbackAfter().toNanos();
    if (!enough && fallbackCheck != null && due == fallbackDue) {
      return;
    }
    stopFallbackCheck();
    if (!enough && due - core.now() > 0) {
      fallbackDue = due;
      fallbackCheck = core.later(Duration.ofNanos(due - core.now()), this::evaluate);
    }
  }

  private void stopFallbackCheck() {
    if (fallbackCheck != null) {
      fallbackCheck.cancel(false);
      fallbackCheck = null;
    }
  }

  /** Whether the primary ones gave too little for too long, or none of them is up. */
  private boolean fallbackNeeded() {
    if (!hasFallback() || isEmpty()) {
      return false;
    }
    Predicate<KnownSource> serves =
        s -> s.policy().role() == SourceRole.PRIMARY && s.policy().serves(topic) && s.usable();
    boolean nobody = core.sources.values().stream().filter(serves).allMatch(KnownSource::isDown);
    if (nobody) {
      return true;
    }
    if (!lookedFor()) {
      return false;
    }
    enough = claims.countIf(this::isPrimary) >= want();
    checkFallbackLater();
    return !enough && core.now() - tooFewSince >= core.settings.fallbackAfter().toNanos();
  }
}
