package io.waggle.simulation.report;

import java.util.List;
import java.util.Locale;

/** Draws a plot as SVG. */
final class Svg {

  static final String[] COLOURS = {"#1b6ca8", "#c0392b", "#7d8a2e", "#6b4a8a"};

  private final StringBuilder out = new StringBuilder();

  static String of(Plot plot) {
    return new Svg().draw(plot);
  }

  private String draw(Plot plot) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">%n",
        Plot.WIDTH, Plot.HEIGHT);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
    text(Plot.LEFT, 20, "start", plot.title());
    axes(plot);
    int row = 0;
    for (String name : plot.names()) {
      curve(plot.points(name), name, row++);
    }
    return add("</svg>%n").out.toString();
  }

  private void axes(Plot plot) {
    int floor = Plot.HEIGHT - Plot.BOTTOM;
    for (Plot.Mark mark : plot.xMarks()) {
      line(mark.at(), Plot.TOP, mark.at(), floor, "#dddddd");
      text(mark.at(), floor + 16, "middle", mark.text());
    }
    for (Plot.Mark mark : plot.yMarks()) {
      line(Plot.LEFT, mark.at(), Plot.WIDTH - Plot.RIGHT, mark.at(), "#dddddd");
      text(Plot.LEFT - 6, mark.at() + 4, "end", mark.text());
    }
    text((Plot.LEFT + Plot.WIDTH) / 2.0, Plot.HEIGHT - 8, "middle", plot.xName());
    text(Plot.LEFT, Plot.TOP - 6, "end", plot.yName());
  }

  private void curve(List<Plot.Point> points, String name, int row) {
    String colour = COLOURS[row % COLOURS.length];
    add("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"", colour);
    points.forEach(p -> add("%.1f,%.1f ", p.x(), p.y()));
    add("\"/>%n");
    double y = Plot.HEIGHT - Plot.BOTTOM - 14 - 18 * row;
    line(Plot.WIDTH - 130, y, Plot.WIDTH - 105, y, colour);
    text(Plot.WIDTH - 98, y + 4, "start", name);
  }

  private void line(double x1, double y1, double x2, double y2, String colour) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
        x1, y1, x2, y2, colour);
  }

  private void text(double x, double y, String anchor, String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;");
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, safe);
  }

  private Svg add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
    return this;
  }
}
