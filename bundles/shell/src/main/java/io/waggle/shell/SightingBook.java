package io.waggle.shell;

import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Who vouches for whom now: a listener of all joins, for {@code why}. Bounded, oldest out. */
public final class SightingBook implements SightingListener {

  private static final int LIMIT = 10_000;

  private record Key(Topic topic, PeerAddress address) {}

  private final Map<Key, Sighting> sightings = new LinkedHashMap<>();

  @Override
  public synchronized void found(Sighting sighting) {
    sightings.put(new Key(sighting.topic(), sighting.address()), sighting);
    if (sightings.size() > LIMIT) {
      sightings.remove(sightings.keySet().iterator().next());
    }
  }

  @Override
  public void updated(Sighting sighting) {
    found(sighting);
  }

  @Override
  public synchronized void lost(Sighting sighting) {
    sightings.remove(new Key(sighting.topic(), sighting.address()));
  }

  /** Those that fit, oldest first. */
  public synchronized List<Sighting> where(Predicate<Sighting> fits) {
    return sightings.values().stream().filter(fits).toList();
  }
}
