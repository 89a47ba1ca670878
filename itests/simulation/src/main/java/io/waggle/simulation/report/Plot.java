package io.waggle.simulation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Curves over one pair of axes; the horizontal one is logarithmic where that tells more. */
final class Plot {

  static final int WIDTH = 720;
  static final int HEIGHT = 400;
  static final int LEFT = 60;
  static final int RIGHT = 20;
  static final int TOP = 40;
  static final int BOTTOM = 45;

  private final String title;
  private final String xName;
  private final String yName;
  private final boolean logarithmic;
  private final Map<String, double[]> curves = new LinkedHashMap<>();

  Plot(String title, String xName, String yName, boolean logarithmic) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
    this.logarithmic = logarithmic;
  }

  /** A point of the drawing. */
  record Point(double x, double y) {}

  /** A mark of an axis. */
  record Mark(double at, String text) {}

  String title() {
    return title;
  }

  String xName() {
    return xName;
  }

  String yName() {
    return yName;
  }

  List<String> names() {
    return List.copyOf(curves.keySet());
  }

  /** Adds x and y in turn. */
  Plot line(String name, double[] xy) {
    if (xy.length >= 2) {
      curves.put(name, xy);
    }
    return this;
  }

  /** Adds the share of values below each value. */
  Plot distribution(String name, double[] sorted) {
    int step = Math.max(1, sorted.length / 300);
    List<Double> xy = new ArrayList<>();
    for (int i = 0; i < sorted.length; i += step) {
      xy.add(sorted[i]);
      xy.add(100.0 * (i + 1) / sorted.length);
    }
    return line(name, xy.stream().mapToDouble(d -> d).toArray());
  }

  boolean isEmpty() {
    return curves.isEmpty();
  }

  List<Point> points(String name) {
    double[] xy = curves.get(name);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i + 1 < xy.length; i += 2) {
      points.add(new Point(x(xy[i]), y(xy[i + 1])));
    }
    return points;
  }

  private double lowest() {
    double least = every(0).min().orElse(0);
    return logarithmic ? Math.pow(10, Math.floor(Math.log10(Math.max(1, least)))) : 0;
  }

  private double highest(int axis) {
    double most = Math.max(every(axis).max().orElse(1), 1e-9);
    if (axis == 0 && logarithmic) {
      return Math.pow(10, Math.ceil(Math.log10(Math.max(10, most))));
    }
    double unit = Math.pow(10, Math.floor(Math.log10(most)));
    return Math.ceil(most / unit) * unit;
  }

  private java.util.stream.DoubleStream every(int axis) {
    return curves.values().stream()
        .flatMapToDouble(
            xy ->
                java.util.stream.IntStream.range(0, xy.length / 2)
                    .mapToDouble(i -> xy[2 * i + axis]));
  }

  private double x(double value) {
    double from = scale(lowest());
    double part = (scale(Math.max(value, lowest())) - from) / (scale(highest(0)) - from);
    return LEFT + part * (WIDTH - LEFT - RIGHT);
  }

  private double scale(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / highest(1) * (HEIGHT - TOP - BOTTOM);
  }

  List<Mark> xMarks() {
    List<Mark> marks = new ArrayList<>();
    if (logarithmic) {
      for (double v = lowest(); v <= highest(0) * 1.001; v *= 10) {
        marks.add(new Mark(x(v), text(v)));
      }
    } else {
      for (int i = 0; i <= 5; i++) {
        marks.add(new Mark(x(highest(0) * i / 5), text(highest(0) * i / 5)));
      }
    }
    return marks;
  }

  List<Mark> yMarks() {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i <= 4; i++) {
      marks.add(new Mark(y(highest(1) * i / 4), text(highest(1) * i / 4)));
    }
    return marks;
  }

  private static String text(double value) {
    return io.waggle.simulation.run.Numbers.text(value);
  }
}
