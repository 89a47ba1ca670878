package io.waggle.simulation.report;

import java.util.List;

/** Rows as text. */
final class Tables {

  private static final List<String> HEAD =
      List.of("id", "what happens", "figure", "bar", "ours", "classic", "npm", "");

  private Tables() {}

  static String markdown(List<List<String>> rows, List<String> plots) {
    StringBuilder out = new StringBuilder("# Simulation\n\n");
    line(out, HEAD);
    line(out, HEAD.stream().map(h -> "---").toList());
    rows.forEach(row -> line(out, row));
    plots.forEach(plot -> out.append("\n![").append(plot).append("](").append(plot).append(")\n"));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  static String html(List<List<String>> rows, List<String> plots) {
    StringBuilder out =
        new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Simulation</title>\n")
            .append("<style>body{font-family:sans-serif}td,th{padding:2px 8px;text-align:left}")
            .append("tr:nth-child(even){background:#f2f2f2}</style>\n<h1>Simulation</h1>\n<table>");
    row(out, "th", HEAD);
    rows.forEach(row -> row(out, "td", row));
    out.append("</table>\n");
    plots.forEach(plot -> out.append("<p><img src=\"").append(plot).append("\"></p>\n"));
    return out.toString();
  }

  private static void row(StringBuilder out, String tag, List<String> cells) {
    out.append("<tr>");
    for (String cell : cells) {
      String safe = cell.replace("&", "&amp;").replace("<", "&lt;").replace("**", "");
      out.append('<').append(tag).append('>').append(safe).append("</").append(tag).append('>');
    }
    out.append("</tr>\n");
  }
}
