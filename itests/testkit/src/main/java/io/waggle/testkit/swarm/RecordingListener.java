package io.waggle.testkit.swarm;

import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. */
public final class RecordingListener implements SwarmListener {

  private final List<SwarmEvent> heard = new CopyOnWriteArrayList<>();

  @Override
  public void event(SwarmEvent event) {
    heard.add(event);
  }

  /** Everything so far, in order. */
  public List<SwarmEvent> all() {
    return new ArrayList<>(heard);
  }

  /** The events of one kind, in order. */
  public <E extends SwarmEvent> List<E> of(Class<E> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The connections that were announced, in order. */
  public List<Connection> connections() {
    return of(SwarmEvent.Connected.class).stream().map(SwarmEvent.Connected::connection).toList();
  }

  /** Forgets everything. */
  public void clear() {
    heard.clear();
  }
}
