package io.waggle.discoverychannel;

import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Counter;
import io.waggle.api.net.PeerAddress;
import io.waggle.discoverychannel.ClaimTable.Change;
import io.waggle.discoverychannel.ClaimTable.Kind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changes to one listener, in order, one at a time. Changes of one peer that a slow listener
 * has not taken yet are merged, so that the backlog is never longer than the number of peers.
 */
final class SightingFeed {

  private static final Logger log = LoggerFactory.getLogger(SightingFeed.class);
  private static final long LAST_CALLBACK_SECONDS = 2;

  private record Key(Topic topic, PeerAddress address) {}

  private final SightingListener listener;
  private final Executor executor;
  private final Counter failures;
  private final Map<Key, Change> pending = new LinkedHashMap<>();
  private final ReentrantLock delivery = new ReentrantLock();
  private boolean scheduled;
  private volatile boolean shut;

  SightingFeed(SightingListener listener, Executor executor, Counter failures) {
    this.listener = listener;
    this.executor = executor;
    this.failures = failures;
  }

  boolean isFor(SightingListener other) {
    return listener == other;
  }

  /** Queues a change; never calls the listener itself. */
  synchronized void offer(Change change) {
    if (shut) {
      return;
    }
    Key key = new Key(change.sighting().topic(), change.sighting().address());
    Change before = pending.get(key);
    if (before == null) {
      pending.put(key, change);
    } else if (before.kind() == Kind.FOUND && change.kind() == Kind.LOST) {
      pending.remove(key);
    } else {
      pending.put(key, new Change(merged(before.kind(), change.kind()), change.sighting()));
    }
    schedule();
  }

  /** What two changes amount to for somebody who saw neither. */
  private static Kind merged(Kind first, Kind second) {
    if (first == Kind.FOUND) {
      return Kind.FOUND;
    }
    return second == Kind.LOST ? Kind.LOST : Kind.UPDATED;
  }

  private void schedule() {
    if (scheduled) {
      return;
    }
    try {
      scheduled = true;
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      shut = true;
      pending.clear();
    }
  }

  private synchronized Change take() {
    Iterator<Change> changes = pending.values().iterator();
    if (!changes.hasNext() || shut) {
      scheduled = false;
      return null;
    }
    Change change = changes.next();
    changes.remove();
    return change;
  }

  private void drain() {
    for (Change change = take(); change != null; change = take()) {
      delivery.lock();
      try {
        if (!shut) {
          deliver(change);
        }
      } finally {
        delivery.unlock();
      }
    }
  }

  /** A wall: a listener that throws touches nobody. */
  private void deliver(Change change) {
    try {
      switch (change.kind()) {
        case FOUND -> listener.found(change.sighting());
        case UPDATED -> listener.updated(change.sighting());
        case LOST -> listener.lost(change.sighting());
      }
    } catch (RuntimeException | Error e) {
      failures.increment();
      log.warn("a sighting listener has thrown at {} {}", change.kind(), change.sighting(), e);
    }
  }

  /** No callback begins after this, and the backlog is forgotten. */
  void shut() {
    shut = true;
    synchronized (this) {
      pending.clear();
    }
  }

  /**
   * Waits for a callback that is under way, unless this is called from inside it. Bounded, because
   * the callback may wait for a lock that the caller holds.
   */
  void awaitLast() {
    try {
      if (delivery.tryLock(LAST_CALLBACK_SECONDS, TimeUnit.SECONDS)) {
        delivery.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
