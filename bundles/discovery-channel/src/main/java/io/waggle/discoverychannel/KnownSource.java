package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.spi.DiscoverySource;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.common.limit.TokenBucket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A source in use: what was registered under one id, and what the hub knows of it. */
final class KnownSource {

  private static final Logger log = LoggerFactory.getLogger(KnownSource.class);

  private final SourceId id;
  private final HubCore core;
  private final Lane lane;
  private final SourceFigures figures;
  private final TokenBucket newPeers;
  private final SourceHealth finding = new SourceHealth("rounds");
  private final SourceHealth announcing = new SourceHealth("publications");
  private volatile PeerFinder finder;
  private volatile PeerAnnouncer announcer;
  private volatile SourceStatus said;
  private SourcePolicy policy;
  private boolean paused;
  private SourceFault lastFault;
  private SourceState reported = SourceState.UP;

  KnownSource(SourceId id, HubCore core, SourcePolicy policy) {
    this.id = id;
    this.core = core;
    this.policy = policy;
    this.lane = core.parts.lanes().open("waggle-source-" + id);
    this.figures = new SourceFigures(core.parts.metrics(), id);
    int perSecond = core.settings.perSecond();
    this.newPeers = new TokenBucket(perSecond, perSecond, core.now());
    this.said = SourceStatus.of(SourceState.STARTING, "just registered", core.date());
  }

  SourceId id() {
    return id;
  }

  Lane lane() {
    return lane;
  }

  SourceFigures figures() {
    return figures;
  }

  SourcePolicy policy() {
    return policy;
  }

  void policy(SourcePolicy newPolicy) {
    policy = newPolicy;
    int perSecond = core.settings.perSecond();
    newPeers.limits(perSecond, perSecond, core.now());
  }

  PeerFinder finder() {
    return finder;
  }

  void finder(PeerFinder newFinder) {
    finder = newFinder;
  }

  PeerAnnouncer announcer() {
    return announcer;
  }

  void announcer(PeerAnnouncer newAnnouncer) {
    announcer = newAnnouncer;
  }

  boolean paused() {
    return paused;
  }

  void paused(boolean nowPaused) {
    paused = nowPaused;
  }

  Optional<SourceFault> lastFault() {
    return Optional.ofNullable(lastFault);
  }

  /** Whether it is worth asking, as far as is known. */
  boolean usable() {
    return !paused && said.state() != SourceState.DISABLED;
  }

  boolean isDown() {
    return SourceHealth.worse(said.state(), finding.state()) == SourceState.DOWN;
  }

  boolean takeToken() {
    return newPeers.take(core.now());
  }

  void roundSucceeded() {
    finding.succeeded();
    tellChange();
  }

  void roundFailed(SourceFault fault) {
    lastFault = fault;
    finding.failed(fault);
    tellChange();
  }

  void publicationSucceeded() {
    announcing.succeeded();
    tellChange();
  }

  void publicationFailed(SourceFault fault) {
    lastFault = fault;
    announcing.failed(fault);
    tellChange();
  }

  /** One line a change, not one a failure. */
  private void tellChange() {
    SourceState now = measured();
    if (now != reported) {
      log.info("source {} is {}: {}", id, now, measuredReason());
      reported = now;
    }
  }

  /** What the hub measured. Failing to announce spoils a source that can also find, no more. */
  SourceState measured() {
    SourceState publishing = announcing.state();
    if (publishing == SourceState.DOWN && finder != null) {
      publishing = SourceState.DEGRADED;
    }
    return SourceHealth.worse(finding.state(), publishing);
  }

  String measuredReason() {
    return finding.state() == SourceState.UP ? announcing.reason() : finding.reason();
  }

  /** Asks it for its status; a call into the source, so never under the lock. */
  SourceStatus ask() {
    PeerFinder finds = finder;
    PeerAnnouncer announces = announcer;
    SourceStatus answer = ask(finds);
    if (announces != finds) {
      answer = worse(answer, ask(announces));
    }
    if (answer != null) {
      said = answer;
    }
    return said;
  }

  private static SourceStatus worse(SourceStatus answer, SourceStatus second) {
    if (answer == null || second == null) {
      return answer == null ? second : answer;
    }
    return SourceHealth.worse(answer.state(), second.state()) == answer.state() ? answer : second;
  }

  /** A wall: a status that throws says enough. */
  private SourceStatus ask(DiscoverySource source) {
    if (source == null) {
      return null;
    }
    try {
      return source.status();
    } catch (RuntimeException | LinkageError e) {
      return SourceStatus.of(SourceState.DOWN, "its status has thrown " + e, core.date());
    }
  }

  /** Reads the status on the lane and then does something under the lock. */
  void askThen(Runnable then) {
    lane.submit(
        Duration.ofSeconds(5),
        () -> {
          ask();
          synchronized (core.lock) {
            then.run();
          }
        });
  }
}
