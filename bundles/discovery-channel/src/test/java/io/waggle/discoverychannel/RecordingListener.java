package io.waggle.discoverychannel;

import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears as {@code +address[sources]}, {@code *...}, {@code -...}. */
class RecordingListener implements SightingListener {

  private final List<String> heard = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();

  @Override
  public void found(Sighting sighting) {
    add('+', sighting);
  }

  @Override
  public void updated(Sighting sighting) {
    add('*', sighting);
  }

  @Override
  public void lost(Sighting sighting) {
    add('-', sighting);
  }

  private synchronized void add(char kind, Sighting sighting) {
    heard.add(kind + sighting.address().toString() + sighting.claims().keySet());
    sightings.add(sighting);
  }

  /** Everything since the last call. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(heard);
    heard.clear();
    return taken;
  }

  synchronized Sighting last() {
    return sightings.get(sightings.size() - 1);
  }
}
