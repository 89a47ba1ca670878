package io.waggle.shell.command;

import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.SeenAs;
import io.waggle.shell.view.Fields;
import java.util.Collection;
import java.util.List;

/** What is known of the NAT before us. */
final class NatView {

  private NatView() {}

  /** Adds the kind, and who sees us how, if anybody observes it. */
  static void addTo(Fields fields, Collection<AddressObserver> observers) {
    if (observers.isEmpty()) {
      return;
    }
    NatMapping mapping =
        observers.stream()
            .map(AddressObserver::mapping)
            .reduce(NatMapping.UNKNOWN, NatMapping::and);
    List<String> seen =
        observers.stream().flatMap(o -> o.seen().stream()).map(NatView::sight).sorted().toList();
    fields.add("nat", mapping.meaning());
    if (!seen.isEmpty()) {
      fields.add("seen", String.join(", ", seen));
    }
  }

  private static String sight(SeenAs sight) {
    return sight.observer() + " sees us as " + sight.us();
  }
}
