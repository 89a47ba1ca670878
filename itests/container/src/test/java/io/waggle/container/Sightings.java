package io.waggle.container;

import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A whiteboard listener that keeps what it hears as lines such as {@code found 40000}. That a peer
 * is vouched for by more or by fewer is left out.
 */
final class Sightings implements SightingListener {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void found(Sighting sighting) {
    lines.add("found " + sighting.address().port());
  }

  @Override
  public void lost(Sighting sighting) {
    lines.add("lost " + sighting.address().port());
  }

  /** All that was said of one port, in order. */
  List<String> of(int port) {
    return lines.stream()
        .filter(line -> line.endsWith(" " + port))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  void await(int port, String... expected) {
    Wait.until(
        port + " has the story " + List.of(expected),
        () -> of(port).equals(List.of(expected)),
        () -> of(port));
  }
}
