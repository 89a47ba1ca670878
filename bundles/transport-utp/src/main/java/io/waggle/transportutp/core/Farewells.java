package io.waggle.transportutp.core;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Connections that have ended of late, so that their last packets, when they come again, are
 * acknowledged and neither begin a connection nor bring down a peer that is about to end.
 */
final class Farewells {

  private static final int MOST = 4096;
  private static final long LIFE = Duration.ofMinutes(2).toNanos();

  /** How a connection stood. */
  record Farewell(int sendId, int next, int last, long until) {}

  /** A connection by its peer and the id in the packets that come. */
  record Key(InetSocketAddress remote, int id) {}

  private final Map<Key, Farewell> farewells =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Farewell> eldest) {
          return size() > MOST;
        }
      };

  void add(long now, Key key, int sendId, int next, int last) {
    farewells.put(key, new Farewell(sendId, next, last, now + LIFE));
  }

  Optional<Farewell> find(long now, Key key) {
    Farewell farewell = farewells.get(key);
    if (farewell != null && now - farewell.until() >= 0) {
      farewells.remove(key);
      return Optional.empty();
    }
    return Optional.ofNullable(farewell);
  }

  /** As after a restart. */
  void clear() {
    farewells.clear();
  }
}
