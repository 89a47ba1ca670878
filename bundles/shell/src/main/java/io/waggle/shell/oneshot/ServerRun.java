package io.waggle.shell.oneshot;

import io.waggle.api.server.ServerReport;
import io.waggle.shell.view.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows each port of the servers once it is open, and those that can't be opened. */
final class ServerRun implements Run {

  private static final long POLL_MILLIS = 50;

  private final Supplier<List<ServerReport>> servers;
  private final long seconds;
  private final Events events;
  private final Ending ending;
  private final ScheduledExecutorService scheduler;
  private final Set<String> told = new HashSet<>();
  private ScheduledFuture<?> watching;

  ServerRun(
      Supplier<List<ServerReport>> servers,
      long seconds,
      Events events,
      Ending ending,
      ScheduledExecutorService scheduler) {
    this.servers = servers;
    this.seconds = seconds;
    this.events = events;
    this.ending = ending;
    this.scheduler = scheduler;
  }

  @Override
  public void start() {
    watching = scheduler.scheduleWithFixedDelay(this::look, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    if (seconds > 0) {
      scheduler.schedule(() -> ending.with(ExitCode.OK), seconds, TimeUnit.SECONDS);
    }
  }

  private void look() {
    for (ServerReport server : servers.get()) {
      server
          .bound()
          .forEach(
              address ->
                  once(
                      "listening",
                      Fields.of("address", address)
                          .add("transport", "udp")
                          .add("server", server.name())
                          .add("kind", server.kind())));
      server
          .missing()
          .forEach(
              (port, reason) ->
                  once(
                      "error",
                      Fields.of("message", reason).add("port", port).add("server", server.name())));
    }
  }

  private void once(String event, Fields fields) {
    if (told.add(event + fields.values())) {
      events.emit(event, fields);
    }
  }

  @Override
  public void close() {
    watching.cancel(false);
  }
}
