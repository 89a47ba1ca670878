package io.waggle.shell.command;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceReport;
import io.waggle.shell.view.Fields;
import java.util.ArrayList;
import java.util.List;

/** A source's report as fields. */
final class SourceView {

  private SourceView() {}

  /** What fits a line, and the rest for programs. */
  static Fields row(SourceReport report) {
    return new Fields()
        .add("source", report.id())
        .add("kind", report.kind())
        .add("state", report.state())
        .add("paused", report.paused())
        .add("role", report.role())
        .add("rank", report.rank())
        .add("does", does(report))
        .add("realms", report.realms().isEmpty() ? List.of("*") : List.copyOf(report.realms()))
        .add("topics", report.serving().size())
        .add("serving", report.serving())
        .add("reason", reason(report))
        .add("lastFault", report.lastFault().map(SourceView::fault))
        .add("figures", report.figures());
  }

  /** Everything but the figures. */
  static Fields all(SourceReport report) {
    Fields all = new Fields();
    row(report).values().entrySet().stream()
        .filter(field -> !field.getKey().equals("topics") && !field.getKey().equals("figures"))
        .forEach(field -> all.add(field.getKey(), field.getValue()));
    return all;
  }

  /** The hub's counters for the source and its own gauges. */
  static Fields figures(SourceReport report) {
    Fields figures = new Fields();
    report.figures().forEach(figures::add);
    return figures;
  }

  private static List<String> does(SourceReport report) {
    List<String> does = new ArrayList<>();
    if (report.finds()) {
      does.add("find");
    }
    if (report.announces()) {
      does.add("announce");
    }
    return does;
  }

  private static String reason(SourceReport report) {
    if (report.paused()) {
      return "paused" + (report.reason().isEmpty() ? "" : "; " + report.reason());
    }
    return report.reason();
  }

  private static Fields fault(SourceFault fault) {
    return new Fields()
        .add("code", fault.code())
        .add("message", fault.message())
        .add("at", fault.at());
  }
}
