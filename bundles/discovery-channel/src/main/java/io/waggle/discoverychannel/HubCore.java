package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The state that the parts of a hub share, and the lock that guards it. */
final class HubCore {

  /** A validity or pause longer than this is as good as this, and spares overflow. */
  static final Duration LONGEST = Duration.ofDays(1);

  /** The interval's share that jitter may add, so that short intervals stay short. */
  private static final int JITTER_SHARE = 6;

  final Object lock = new Object();
  final HubParts parts;
  final Map<SourceId, KnownSource> sources = new TreeMap<>();
  final Map<Topic, TopicWatch> watches = new LinkedHashMap<>();
  final List<HubJoin> joins = new ArrayList<>();
  final List<SightingFeed> whiteboard = new ArrayList<>();
  private final Map<Integer, Integer> announcedPorts = new HashMap<>();
  volatile HubSettings settings;
  boolean closed;

  HubCore(HubParts parts, HubSettings settings) {
    this.parts = parts;
    this.settings = settings;
  }

  long now() {
    return parts.clock().nanoTime();
  }

  Instant date() {
    return parts.clock().instant();
  }

  static Duration bounded(Duration duration) {
    if (duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }

  /** Runs a task later, under the lock. */
  Future<?> later(Duration delay, Runnable task) {
    try {
      return parts
          .timer()
          .schedule(() -> locked(task), bounded(delay).toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private void locked(Runnable task) {
    synchronized (lock) {
      task.run();
    }
  }

  /** Completes a future where its dependents may take their time. */
  <T> void complete(CompletableFuture<T> future, T value) {
    try {
      parts.listeners().execute(() -> future.complete(value));
    } catch (RejectedExecutionException e) {
      future.complete(value);
    }
  }

  /** The interval with some time added, so that many nodes do not ask in step. */
  Duration jittered(Duration interval) {
    long most = Math.min(settings.jitter().toNanos(), interval.toNanos() / JITTER_SHARE);
    return most <= 0 ? interval : interval.plusNanos(parts.random().nextLong(most + 1));
  }

  /** The pause after the n-th error in a row: doubling, with the upper half left to chance. */
  Duration backOff(int failures, Duration interval) {
    long min = settings.backOffMin().toNanos();
    long cap = Math.min(settings.backOffMax().toNanos(), interval.toNanos() * 2);
    long full = Math.max(min, Math.min(cap, min << Math.min(20, failures - 1)));
    return Duration.ofNanos(full / 2 + parts.random().nextLong(full / 2 + 1));
  }

  void addPort(int port) {
    announcedPorts.merge(port, 1, Integer::sum);
  }

  void removePort(int port) {
    announcedPorts.computeIfPresent(port, (p, n) -> n == 1 ? null : n - 1);
  }

  /** Really ours: a port we announce at an address this machine has. */
  boolean isOwn(PeerAddress address) {
    return announcedPorts.containsKey(address.port()) && parts.local().test(address.host());
  }

  /** Brings rounds and announcements in line with sources, joins and policies. */
  void evaluate() {
    List.copyOf(watches.values()).forEach(TopicWatch::evaluate);
  }
}
