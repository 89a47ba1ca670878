package io.waggle.swarmconnector;

import io.waggle.api.swarm.spi.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The transports that are there. Touched on the loop only. */
final class Lanes {

  private final List<Lane> all = new ArrayList<>();

  void add(Lane lane) {
    remove(lane.transport());
    all.add(lane);
  }

  Optional<Lane> remove(Transport transport) {
    Optional<Lane> lane = all.stream().filter(l -> l.transport() == transport).findFirst();
    lane.ifPresent(all::remove);
    return lane;
  }

  /** Those that are named, in the order of the names; of several with one name the first. */
  List<Lane> chosen(List<String> names) {
    List<Lane> chosen = new ArrayList<>();
    for (String name : names) {
      all.stream().filter(lane -> lane.name().equals(name)).findFirst().ifPresent(chosen::add);
    }
    chosen.sort(Comparator.comparingInt(lane -> names.indexOf(lane.name())));
    return chosen;
  }
}
