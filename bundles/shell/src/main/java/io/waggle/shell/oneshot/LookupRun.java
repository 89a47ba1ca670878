package io.waggle.shell.oneshot;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.shell.view.Fields;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** Asks every source once, shows who was found, and ends with what came of it. */
final class LookupRun implements Run, SightingListener {

  /** How long the configured sources are waited for. */
  static final Duration SETTLE = Duration.ofSeconds(3);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Discovery discovery;
  private final Topic topic;
  private final long seconds;
  private final IntSupplier configured;
  private final Events events;
  private final Ending ending;
  private final ScheduledExecutorService scheduler;
  private final AtomicBoolean ended = new AtomicBoolean();
  private Duration waited = Duration.ZERO;
  private Join join;

  /**
   * A lookup.
   *
   * @param seconds when to end at the latest, 0 for when every source is done
   * @param configured how many sources will come up, by their configurations
   */
  LookupRun(
      Discovery discovery,
      Topic topic,
      long seconds,
      IntSupplier configured,
      Events events,
      Ending ending,
      ScheduledExecutorService scheduler) {
    this.discovery = discovery;
    this.topic = topic;
    this.seconds = seconds;
    this.configured = configured;
    this.events = events;
    this.ending = ending;
    this.scheduler = scheduler;
  }

  @Override
  public void start() {
    if (seconds > 0) {
      scheduler.schedule(this::expired, seconds, TimeUnit.SECONDS);
    }
    awaitSources();
  }

  /** A join made before the sources are there would be flushed at once, with nobody asked. */
  private void awaitSources() {
    boolean ready = discovery.sources().size() >= Math.max(1, configured.getAsInt());
    if (ready || waited.compareTo(SETTLE) >= 0) {
      begin();
    } else {
      waited = waited.plus(POLL);
      scheduler.schedule(this::awaitSources, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void begin() {
    events.emit("ready", Fields.of("topic", topic.label()));
    Join opened = discovery.join(topic, JoinOptions.lookupOnly(), this);
    synchronized (this) {
      join = opened;
    }
    opened.flushed().thenAccept(outcome -> end(outcome, true));
  }

  @Override
  public void found(Sighting sighting) {
    events.emit(
        "peer",
        Fields.of("address", sighting.address())
            .add("topic", topic.label())
            .add("sources", sighting.claims().keySet())
            .add("peer", sighting.id()));
  }

  private synchronized void expired() {
    if (join == null) {
      ending.failed(ExitCode.NO_ANSWER, "no source came up within " + seconds + " s");
    } else {
      end(join.outcome(), false);
    }
  }

  private void end(Outcome outcome, boolean complete) {
    if (ended.getAndSet(true)) {
      return;
    }
    events.emit("flushed", Flushed.fields(outcome, complete));
    ending.with(code(outcome));
  }

  private int code(Outcome outcome) {
    return switch (outcome.kind()) {
      case SOME -> ExitCode.OK;
      case NO_SOURCES -> ExitCode.NO_ANSWER;
      case NO_RESULT -> everyoneFailed(outcome) ? ExitCode.NO_ANSWER : ExitCode.NO_PEERS;
    };
  }

  private boolean everyoneFailed(Outcome outcome) {
    return !outcome.errors().isEmpty()
        && discovery.sources().stream()
            .filter(s -> s.finds() && !s.paused() && s.state() != SourceState.DISABLED)
            .allMatch(s -> outcome.errors().containsKey(s.id()));
  }

  @Override
  public synchronized void close() {
    if (join != null) {
      join.close();
    }
  }
}
