package io.waggle.simulation.report;

import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Numbers;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes {@code report.md}, {@code report.html} and the plots into a folder. */
public final class Report {

  private static final Set<String> COURSES = Set.of("hops", "dead entries");

  private final Path folder;
  private final PrintStream out;
  private final List<Result> results;
  private final List<String> plots = new ArrayList<>();

  private Report(Path folder, PrintStream out, List<Result> results) {
    this.folder = folder;
    this.out = out;
    this.results = results;
  }

  /** Writes everything; what cannot be drawn here is told and left out. */
  public static void write(Path folder, List<Result> results, PrintStream out) throws IOException {
    Files.createDirectories(folder);
    new Report(folder, out, results).write();
  }

  private void write() throws IOException {
    for (Result result : results) {
      for (String curve : result.ours().get(0).curves().keySet()) {
        draw(result, curve);
      }
    }
    List<List<String>> rows = new ArrayList<>();
    results.forEach(result -> rows.addAll(rows(result)));
    Files.writeString(folder.resolve("report.md"), Tables.markdown(rows, plots));
    Files.writeString(folder.resolve("report.html"), Tables.html(rows, plots));
  }

  private static List<List<String>> rows(Result result) {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Bar> open = new LinkedHashMap<>();
    result.bars().forEach(bar -> open.put(bar.label(), bar));
    result.ours().get(0).figures().keySet().forEach(f -> open.putIfAbsent(f, Bar.told(f)));
    for (Bar bar : open.values()) {
      boolean told = bar.sense() == Bar.Sense.TOLD;
      String limit = told ? "" : bar.sense().sign() + " " + Numbers.text(bar.limit());
      rows.add(
          List.of(
              result.scenario().id(),
              result.scenario().title(),
              bar.label(),
              limit,
              Numbers.text(result.value(bar)),
              other(result, "classic", bar),
              other(result, "npm", bar),
              told ? "" : result.holds(bar) ? "ok" : "**red**"));
    }
    return rows;
  }

  private static String other(Result result, String preset, Bar bar) {
    Outcome outcome = result.beside().get(preset);
    return outcome == null ? "" : Numbers.text(outcome.get(bar.figure()));
  }

  private void draw(Result result, String curve) throws IOException {
    boolean course = COURSES.contains(curve);
    String title = result.scenario().id() + ": " + result.scenario().title() + " — " + curve;
    Plot plot =
        course
            ? new Plot(title, curve.equals("hops") ? "nodes" : "minutes", curve, false)
            : new Plot(title, "ms", "% of lookups", true);
    add(plot, "ours", result.ours().get(0).curves().get(curve), course);
    result.beside().forEach((name, other) -> add(plot, name, other.curves().get(curve), course));
    if (plot.isEmpty()) {
      return;
    }
    String name = result.scenario().id() + "-" + curve.replace(' ', '-');
    Files.writeString(folder.resolve(name + ".svg"), Svg.of(plot));
    plots.add(name + ".svg");
    try {
      Png.write(plot, folder.resolve(name + ".png"));
    } catch (LinkageError | IllegalStateException | InternalError e) {
      out.println("no " + name + ".png: this platform cannot draw (" + e.getMessage() + ")");
    }
  }

  private static void add(Plot plot, String name, double[] values, boolean course) {
    if (values != null && values.length > 0) {
      if (course) {
        plot.line(name, values);
      } else {
        plot.distribution(name, values);
      }
    }
  }
}
