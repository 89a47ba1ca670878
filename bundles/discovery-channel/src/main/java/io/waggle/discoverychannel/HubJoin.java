package io.waggle.discoverychannel;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One join: its listener, its announcements, its end. State is guarded by the hub's lock. */
final class HubJoin implements Join {

  private final HubCore core;
  private final TopicWatch watch;
  private final SightingFeed feed;
  private final Instant since;
  private final Map<SourceId, AnnounceLoop> announcements = new LinkedHashMap<>();
  private final List<CompletableFuture<SourceWithdrawal>> earlier = new ArrayList<>();
  private final Set<SourceId> toHear = new HashSet<>();
  private final Set<SourceId> toPublish = new HashSet<>();
  private final CompletableFuture<Outcome> flushed = new CompletableFuture<>();
  private JoinOptions options;
  private CompletableFuture<List<SourceWithdrawal>> left;

  HubJoin(HubCore core, TopicWatch watch, JoinOptions options, SightingFeed feed) {
    this.core = core;
    this.watch = watch;
    this.options = options;
    this.feed = feed;
    this.since = core.date();
  }

  SightingFeed feed() {
    return feed;
  }

  JoinOptions options() {
    return options;
  }

  boolean looksUp() {
    return options.lookup();
  }

  boolean announcedBy(SourceId id) {
    return announcements.containsKey(id);
  }

  /** Takes part from now on, and remembers whom it has to hear before it is flushed. */
  void open() {
    core.joins.add(this);
    options.announcePort().ifPresent(core::addPort);
    watch.add(this);
    watch.loops().stream()
        .filter(loop -> looksUp() && !loop.dormant() && loop.unheard() && loop.source().usable())
        .forEach(loop -> toHear.add(loop.source().id()));
    announcements.values().stream()
        .filter(loop -> loop.source().usable())
        .forEach(loop -> toPublish.add(loop.source().id()));
    flushIfHeard();
  }

  /** Starts announcements that are missing and ends those that are not wanted any more. */
  void evaluate(boolean fallback) {
    for (AnnounceLoop loop : List.copyOf(announcements.values())) {
      if (!announces(loop.source())) {
        end(loop);
      }
    }
    for (KnownSource source : core.sources.values()) {
      boolean active = fallback || source.policy().role() == SourceRole.PRIMARY;
      if (active && announces(source) && !announcements.containsKey(source.id())) {
        announce(source);
      }
    }
  }

  private boolean announces(KnownSource source) {
    return left == null
        && options.announcePort().isPresent()
        && source.announcer() != null
        && !source.paused()
        && source.policy().serves(watch.topic());
  }

  private void announce(KnownSource source) {
    AnnounceRequest request =
        new AnnounceRequest(watch.topic(), options.announcePort().orElseThrow(), options.id());
    AnnounceLoop loop = new AnnounceLoop(core, this, source, request);
    announcements.put(source.id(), loop);
    loop.publish();
  }

  private void end(AnnounceLoop loop) {
    announcements.remove(loop.source().id());
    earlier.removeIf(CompletableFuture::isDone);
    earlier.add(loop.withdraw());
    publishedBy(loop.source().id());
  }

  void announcerLeft(KnownSource source) {
    AnnounceLoop loop = announcements.get(source.id());
    if (loop != null) {
      end(loop);
    }
  }

  void woken(KnownSource source) {
    AnnounceLoop loop = announcements.get(source.id());
    if (loop != null && loop.rested() && source.usable()) {
      loop.publish();
    }
  }

  void heardFrom(SourceId source) {
    if (toHear.remove(source)) {
      flushIfHeard();
    }
  }

  void publishedBy(SourceId source) {
    if (toPublish.remove(source)) {
      flushIfHeard();
    }
  }

  private void flushIfHeard() {
    if (toHear.isEmpty() && toPublish.isEmpty()) {
      core.complete(flushed, currentOutcome());
    }
  }

  @Override
  public Topic topic() {
    return watch.topic();
  }

  @Override
  public void update(JoinOptions newOptions) {
    synchronized (core.lock) {
      if (left != null) {
        throw new IllegalStateException("the join is closed");
      }
      JoinOptions old = options;
      options = newOptions;
      if (!old.announcePort().equals(newOptions.announcePort())
          || !old.id().equals(newOptions.id())) {
        replaceAnnouncements(old.announcePort());
      }
      if (old.lookup() != newOptions.lookup()) {
        watch.lookupChanged(this);
      }
      watch.evaluate();
    }
  }

  private void replaceAnnouncements(OptionalInt oldPort) {
    oldPort.ifPresent(core::removePort);
    options.announcePort().ifPresent(core::addPort);
    List.copyOf(announcements.values()).forEach(this::end);
  }

  @Override
  public void refresh() {
    synchronized (core.lock) {
      if (left == null && looksUp()) {
        watch.loops().forEach(FindLoop::refresh);
      }
    }
  }

  @Override
  public CompletionStage<Outcome> flushed() {
    return flushed.minimalCompletionStage();
  }

  @Override
  public Outcome outcome() {
    synchronized (core.lock) {
      return currentOutcome();
    }
  }

  private Outcome currentOutcome() {
    int peers = looksUp() && left == null ? watch.claims().size() : 0;
    Map<SourceId, SourceFault> errors = new TreeMap<>();
    announcements.forEach((id, loop) -> loop.fault().ifPresent(f -> errors.put(id, f)));
    watch.loops().forEach(l -> l.fault().ifPresent(f -> errors.put(l.source().id(), f)));
    Outcome.Kind kind = peers > 0 ? Outcome.Kind.SOME : Outcome.Kind.NO_RESULT;
    return new Outcome(
        peers == 0 && !anyoneServes() ? Outcome.Kind.NO_SOURCES : kind, peers, errors);
  }

  private boolean anyoneServes() {
    return core.sources.values().stream()
        .filter(source -> source.usable() && source.policy().serves(watch.topic()))
        .anyMatch(s -> looksUp() ? s.finder() != null : s.announcer() != null);
  }

  @Override
  public Collection<Sighting> sightings() {
    synchronized (core.lock) {
      return looksUp() && left == null ? watch.claims().snapshot() : List.of();
    }
  }

  @Override
  public CompletionStage<List<SourceWithdrawal>> leave() {
    synchronized (core.lock) {
      return leaveLocked();
    }
  }

  private CompletionStage<List<SourceWithdrawal>> leaveLocked() {
    if (left == null) {
      feed.shut();
      List<AnnounceLoop> open = List.copyOf(announcements.values());
      left = new CompletableFuture<>();
      open.forEach(this::end);
      options.announcePort().ifPresent(core::removePort);
      core.joins.remove(this);
      watch.remove(this);
      if (watch.isEmpty()) {
        core.watches.remove(watch.topic());
      }
      toHear.clear();
      toPublish.clear();
      flushIfHeard();
      gather(List.copyOf(earlier));
    }
    return left.minimalCompletionStage();
  }

  private void gather(List<CompletableFuture<SourceWithdrawal>> all) {
    CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .thenRun(
            () ->
                core.complete(
                    left,
                    all.stream()
                        .map(CompletableFuture::join)
                        .sorted(Comparator.comparing(SourceWithdrawal::source))
                        .toList()));
  }

  @Override
  public void close() {
    leave();
    feed.awaitLast();
  }

  JoinReport report() {
    Map<SourceId, List<RoundReport>> rounds = new TreeMap<>();
    watch.loops().forEach(loop -> rounds.put(loop.source().id(), loop.rounds()));
    Map<SourceId, Optional<String>> published = new TreeMap<>();
    announcements.forEach((id, loop) -> published.put(id, loop.last()));
    return new JoinReport(watch.topic(), options, since, currentOutcome(), rounds, published);
  }
}
