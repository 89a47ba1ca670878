package io.waggle.shell.oneshot;

import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.shell.view.Fields;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Joins one topic, shows what happens, and ends after a while or never. */
final class JoinRun implements Run {

  private final Swarm swarm;
  private final Topic topic;
  private final SwarmJoinOptions options;
  private final Optional<String> say;
  private final long seconds;
  private final Events events;
  private final Ending ending;
  private final ScheduledExecutorService scheduler;
  private Swarm.Registration registration = () -> {};

  JoinRun(
      Swarm swarm,
      Topic topic,
      SwarmJoinOptions options,
      Optional<String> say,
      long seconds,
      Events events,
      Ending ending,
      ScheduledExecutorService scheduler) {
    this.swarm = swarm;
    this.topic = topic;
    this.options = options;
    this.say = say;
    this.seconds = seconds;
    this.events = events;
    this.ending = ending;
    this.scheduler = scheduler;
  }

  @Override
  public void start() {
    SwarmEvents listener = new SwarmEvents(events, say);
    registration = swarm.listen(listener);
    new TreeMap<>(swarm.report().listening()).forEach(listener::listening);
    events.emit("ready", Fields.of("topic", topic.label()).add("id", swarm.id()));
    SwarmJoin join = swarm.join(topic, options);
    join.flushed().thenAccept(outcome -> events.emit("flushed", Flushed.fields(outcome, true)));
    if (seconds > 0) {
      scheduler.schedule(() -> ending.with(ExitCode.OK), seconds, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    registration.close();
  }
}
