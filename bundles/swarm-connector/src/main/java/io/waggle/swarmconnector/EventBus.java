package io.waggle.swarmconnector;

import io.waggle.api.metrics.Counter;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to the listeners in order, on a thread of its own, so that a slow listener delays
 * other listeners at most. Who comes late hears of nothing that was before. When more than {@value
 * #LIMIT} events wait, only the beginning and the end of connections are still queued.
 */
final class EventBus {

  static final int LIMIT = 10_000;

  private static final Logger log = LoggerFactory.getLogger(EventBus.class);

  private final Executor thread;
  private final List<SwarmListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Counter dropped;

  EventBus(Executor thread, Metrics metrics) {
    this.thread = thread;
    this.dropped = metrics.counter("events.dropped");
  }

  Swarm.Registration add(SwarmListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void remove(SwarmListener listener) {
    listeners.remove(listener);
  }

  int waiting() {
    return waiting.get();
  }

  void publish(SwarmEvent event) {
    boolean vital = event instanceof SwarmEvent.Connected || event instanceof SwarmEvent.Closed;
    if (waiting.get() >= LIMIT && !vital) {
      dropped.increment();
      return;
    }
    waiting.incrementAndGet();
    try {
      thread.execute(() -> deliver(event));
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
      log.debug("The swarm has stopped; an event is left out");
    }
  }

  private void deliver(SwarmEvent event) {
    waiting.decrementAndGet();
    for (SwarmListener listener : listeners) {
      try {
        listener.event(event);
      } catch (RuntimeException | LinkageError e) {
        log.warn("A listener of swarm {} failed", event.swarm(), e);
      }
    }
  }
}
