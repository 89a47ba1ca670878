package io.waggle.shell.command;

import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.net.NatFinding;
import io.waggle.api.net.SeenAs;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.Collection;
import java.util.List;

/** What is known of the NAT before us. */
final class NatView {

  private NatView() {}

  /** Adds the kind, whose word it is, and who sees us how, if anybody observes it. */
  static void addTo(Fields fields, Collection<AddressObserver> observers) {
    if (observers.isEmpty()) {
      return;
    }
    List<NatFinding> findings = findings(observers);
    fields.add("nat", NatFinding.together(findings).meaning());
    fields.add("natBy", String.join(", ", findings.stream().map(NatView::sentence).toList()));
    List<String> seen =
        observers.stream().flatMap(o -> o.seen().stream()).map(NatView::sight).sorted().toList();
    if (!seen.isEmpty()) {
      fields.add("seen", String.join(", ", seen));
    }
  }

  /** A row for each source that observes it. */
  static Section.Rows rows(Collection<AddressObserver> observers) {
    List<NatFinding> findings = findings(observers);
    return new Section.Rows(
        "nat",
        List.of("source", "mapping", "observers", "agreeing"),
        findings.stream().map(NatView::row).toList(),
        "nobody tells how others see us");
  }

  private static List<NatFinding> findings(Collection<AddressObserver> observers) {
    return observers.stream().map(AddressObserver::finding).toList();
  }

  private static Fields row(NatFinding finding) {
    return new Fields()
        .add("source", finding.source())
        .add("mapping", finding.mapping())
        .add("observers", finding.observers())
        .add("agreeing", finding.agreeing())
        .add("meaning", finding.mapping().meaning());
  }

  private static String sentence(NatFinding finding) {
    return finding.source()
        + " "
        + finding.mapping()
        + ", "
        + finding.agreeing()
        + " of "
        + finding.observers()
        + " observers";
  }

  private static String sight(SeenAs sight) {
    return sight.observer() + " sees us as " + sight.us();
  }
}
