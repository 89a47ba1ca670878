package io.waggle.dnsdiscovery;

import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a round was told lately, so that each peer is told once in an interval however many servers
 * name it. Each server has an allowance of its own: one that lies can't use up another's.
 */
final class ToldPeers {

  private static final long SAME_PUSH = Duration.ofSeconds(1).toNanos();

  private final int limit;
  private final long lately;
  private final Map<PeerAddress, Long> told = new HashMap<>();
  private final Map<ServerSpec, Integer> used = new HashMap<>();

  /**
   * None yet.
   *
   * @param limit how many peers a server may name in an interval
   * @param lately nanoseconds after which a peer is told again; less than an interval
   */
  ToldPeers(int limit, long lately) {
    this.limit = limit;
    this.lately = lately;
  }

  /** A server's whole list begins, and with it its next interval. */
  void listed(ServerSpec server, long now) {
    used.remove(server);
    told.values().removeIf(at -> now - at >= lately);
  }

  /** Whether a listed peer was not told lately. */
  boolean isNews(PeerAddress peer, long now) {
    return isOlder(peer, now, lately);
  }

  /** Whether a pushed peer was not told just now: it has announced itself anew. */
  boolean isFreshPush(PeerAddress peer, long now) {
    return isOlder(peer, now, SAME_PUSH);
  }

  private boolean isOlder(PeerAddress peer, long now, long age) {
    Long last = told.get(peer);
    return last == null || now - last >= age;
  }

  /** Notes that a peer is told on a server's word; returns false if that is over the limit. */
  boolean note(PeerAddress peer, ServerSpec server, long now) {
    if (used.merge(server, 1, Integer::sum) > limit) {
      return false;
    }
    told.put(peer, now);
    return true;
  }

  int size() {
    return told.size();
  }
}
