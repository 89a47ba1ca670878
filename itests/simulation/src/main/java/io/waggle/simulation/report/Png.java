package io.waggle.simulation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws a plot as PNG, where the platform has fonts; without them, without letters. */
final class Png {

  private final Graphics2D graphics;

  private Png(Graphics2D graphics) {
    this.graphics = graphics;
  }

  static void write(Plot plot, Path file) throws IOException {
    BufferedImage image = new BufferedImage(Plot.WIDTH, Plot.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      new Png(graphics).draw(plot);
    } finally {
      graphics.dispose();
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private void draw(Plot plot) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, Plot.WIDTH, Plot.HEIGHT);
    axes(plot);
    int row = 0;
    for (String name : plot.names()) {
      curve(plot.points(name), name, row++);
    }
  }

  private void axes(Plot plot) {
    int floor = Plot.HEIGHT - Plot.BOTTOM;
    for (Plot.Mark mark : plot.xMarks()) {
      line(mark.at(), Plot.TOP, mark.at(), floor, Color.LIGHT_GRAY);
      text((int) mark.at() - 8, floor + 16, mark.text());
    }
    for (Plot.Mark mark : plot.yMarks()) {
      line(Plot.LEFT, mark.at(), Plot.WIDTH - Plot.RIGHT, mark.at(), Color.LIGHT_GRAY);
      text(8, (int) mark.at() + 4, mark.text());
    }
    text(Plot.LEFT, 20, plot.title());
    text(Plot.WIDTH / 2, Plot.HEIGHT - 8, plot.xName());
    text(8, Plot.TOP - 8, plot.yName());
  }

  private void curve(List<Plot.Point> points, String name, int row) {
    Color colour = Color.decode(Svg.COLOURS[row % Svg.COLOURS.length]);
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(2));
    Path2D path = new Path2D.Double();
    for (Plot.Point point : points) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(point.x(), point.y());
      }
      path.lineTo(point.x(), point.y());
    }
    graphics.draw(path);
    int y = Plot.HEIGHT - Plot.BOTTOM - 14 - 18 * row;
    line(Plot.WIDTH - 130, y, Plot.WIDTH - 105, y, colour);
    text(Plot.WIDTH - 98, y + 4, name);
  }

  private void line(double x1, double y1, double x2, double y2, Color colour) {
    graphics.setColor(colour);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  private void text(int x, int y, String text) {
    graphics.setColor(Color.DARK_GRAY);
    graphics.drawString(text, x, y);
  }
}
