package io.waggle.kademliadht.source;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Peers that could not be reached lately. A DHT names a peer for up to an hour after it has gone,
 * so one that failed is kept back for a minute, then for twice as long each time, up to ten
 * minutes. Thread-safe.
 */
public final class DeadPeers {

  private static final int MOST = 2000;
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final WaggleClock clock;
  private final Map<PeerAddress, Failure> failures = new LinkedHashMap<>();

  private record Failure(long until, long pauseNanos) {}

  /** Nobody has failed yet. */
  public DeadPeers(WaggleClock clock) {
    this.clock = clock;
  }

  /** A peer could not be reached, and is not tried again. */
  public synchronized void failed(PeerAddress peer) {
    Failure old = failures.remove(peer);
    long pause = old == null ? FIRST.toNanos() : Math.min(LONGEST.toNanos(), old.pauseNanos * 2);
    failures.put(peer, new Failure(clock.nanoTime() + pause, pause));
    if (failures.size() > MOST) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  /** A peer was reached. */
  public synchronized void reached(PeerAddress peer) {
    failures.remove(peer);
  }

  synchronized boolean isDead(PeerAddress peer) {
    Failure failure = failures.get(peer);
    return failure != null && clock.nanoTime() - failure.until < 0;
  }
}
