package io.waggle.shell.oneshot;

import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.shell.Node;
import io.waggle.shell.line.TopicName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Waits for the service that a command needs and runs the command on it. */
public final class OneShot implements Run {

  /** How long a service is waited for. */
  static final Duration START_LIMIT = Duration.ofSeconds(15);

  private static final Duration POLL = Duration.ofMillis(20);

  private final CommandConfig config;
  private final Node node;
  private final IntSupplier configuredSources;
  private final Events events;
  private final Ending ending;
  private final ScheduledExecutorService scheduler;
  private Duration waited = Duration.ZERO;
  private Optional<Run> running = Optional.empty();

  /** A command over the services of a node. */
  public OneShot(
      CommandConfig config,
      Node node,
      IntSupplier configuredSources,
      Events events,
      Ending ending,
      ScheduledExecutorService scheduler) {
    this.config = config;
    this.node = node;
    this.configuredSources = configuredSources;
    this.events = events;
    this.ending = ending;
    this.scheduler = scheduler;
  }

  @Override
  public void start() {
    try {
      if (config.command() != CommandConfig.Kind.server) {
        topic();
      }
      scheduler.execute(this::awaitService);
    } catch (IllegalArgumentException e) {
      ending.failed(ExitCode.USAGE, e.getMessage());
    }
  }

  private Topic topic() {
    return TopicName.parse(config.name(), !config.hash(), Topic.PUBLIC);
  }

  private synchronized void awaitService() {
    running = run();
    if (running.isPresent()) {
      running.get().start();
    } else if (waited.compareTo(START_LIMIT) >= 0) {
      ending.failed(
          ExitCode.NOT_STARTED,
          "'%s' waited %d s for a %s in vain"
              .formatted(config.command(), START_LIMIT.toSeconds(), needed()));
    } else {
      waited = waited.plus(POLL);
      scheduler.schedule(this::awaitService, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private String needed() {
    return switch (config.command()) {
      case join -> "swarm";
      case lookup -> "discovery service";
      case server -> "server";
    };
  }

  private Optional<Run> run() {
    return switch (config.command()) {
      case join -> node.swarms().get().stream().findFirst().map(this::join);
      case lookup ->
          node.hub()
              .get()
              .map(
                  hub ->
                      new LookupRun(
                          hub,
                          topic(),
                          config.seconds(),
                          configuredSources,
                          events,
                          ending,
                          scheduler));
      case server ->
          Optional.of(node.servers())
              .filter(servers -> !servers.get().isEmpty())
              .map(s -> new ServerRun(s, config.seconds(), events, ending, scheduler));
    };
  }

  private Run join(io.waggle.api.swarm.Swarm swarm) {
    return new JoinRun(
        swarm,
        topic(),
        new SwarmJoinOptions(config.announce(), true),
        Optional.of(config.say()).filter(text -> !text.isEmpty()),
        config.seconds(),
        events,
        ending,
        scheduler);
  }

  @Override
  public synchronized void close() {
    running.ifPresent(Run::close);
  }
}
