package io.waggle.container;

import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A whiteboard listener that remembers every event and, if it is the one that owns the connections,
 * sends back what it reads.
 */
final class Echo implements SwarmListener {

  private final List<SwarmEvent> events = new CopyOnWriteArrayList<>();
  private final boolean owner;

  Echo(boolean owner) {
    this.owner = owner;
  }

  @Override
  public void event(SwarmEvent event) {
    if (owner && event instanceof SwarmEvent.Connected connected) {
      Thread thread = new Thread(() -> echo(connected.connection()), "echo");
      thread.setDaemon(true);
      thread.start();
    }
    events.add(event); // last: who waits for it counts the thread too
  }

  private static void echo(Connection connection) {
    byte[] buffer = new byte[4096];
    try (connection) {
      for (int n = connection.input().read(buffer); n >= 0; n = connection.input().read(buffer)) {
        connection.output().write(buffer, 0, n);
        connection.output().flush();
      }
    } catch (IOException e) {
      // the connection has ended; the event says why
    }
  }

  <T extends SwarmEvent> List<T> all(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits until there were that many events of a kind, and no more. */
  void awaitCount(Class<? extends SwarmEvent> kind, int count) {
    Wait.until(count + " " + kind.getSimpleName(), () -> all(kind).size() >= count, () -> events);
    if (all(kind).size() != count) {
      throw new AssertionError("more than " + count + " " + kind.getSimpleName() + ": " + events);
    }
  }

  @Override
  public String toString() {
    return events.toString();
  }
}
