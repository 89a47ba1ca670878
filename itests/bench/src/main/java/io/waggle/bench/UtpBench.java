package io.waggle.bench;

import io.waggle.interop.JsonProcess;
import io.waggle.interop.NodePeer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One uTP stream, ours and libutp's in turn, each end a process of its own: over loopback as it is,
 * and over a path of 50 ms there and back that loses 1 % each way. Then what idle connections keep.
 */
final class UtpBench {

  private static final long WARM = 3000;
  private static final double TICKS = 100; // a second: USER_HZ is 100 wherever Linux runs

  /** Who may be at an end. */
  private enum Side {
    OURS,
    LIBUTP
  }

  private final Path home;
  private final int rounds;
  private final long millis;
  private final PrintStream out;
  private final Figures figures;

  UtpBench(Path home, int rounds, String seconds, PrintStream out) {
    this.home = home;
    this.rounds = rounds;
    this.millis = Long.parseLong(seconds) * 1000;
    this.out = out;
    this.figures = new Figures(out);
  }

  void run() throws IOException {
    String missing = NodePeer.unavailable();
    if (!missing.isEmpty()) {
      throw new IOException(missing);
    }
    for (int round = 1; round <= rounds; round++) {
      out.printf("round %d%n", round);
      for (Side from : Side.values()) {
        for (Side to : Side.values()) {
          direct(from, to);
        }
      }
      lossy(Side.OURS, round);
      lossy(Side.LIBUTP, round);
    }
    summary();
    new UtpIdle(out).run();
  }

  private void summary() {
    out.printf("medians; libutp's is 1%n");
    for (String what : List.of("MB/s", "MB a CPU-second", "MB/s, 50 ms and 1 % loss")) {
      for (Side from : Side.values()) {
        for (Side to : Side.values()) {
          String name = name(from, to, what);
          if (figures.has(name)) {
            double ratio = figures.ratio(name, name(Side.LIBUTP, Side.LIBUTP, what));
            out.printf("%-42s %8.2f  %.2f%n", name, figures.median(name), ratio);
          }
        }
      }
    }
  }

  private static String name(Side from, Side to, String what) {
    return (from + " to " + to + ", ").toLowerCase(java.util.Locale.ROOT) + what;
  }

  private void direct(Side from, Side to) throws IOException {
    try (JsonProcess sink = sink(to, WARM, millis)) {
      measure(from, to, sink, sink.await("listening").getInt("port"), "MB/s");
    }
  }

  /** From the first byte on, as the growth of the window is a part of it; three times as long. */
  private void lossy(Side side, int seed) throws IOException {
    try (JsonProcess sink = sink(side, 0, 3 * millis);
        JsonProcess relay = relay(sink.await("listening").getInt("port"), seed)) {
      int port = relay.await("listening").getInt("port");
      measure(side, side, sink, port, "MB/s, 50 ms and 1 % loss");
    }
  }

  private void measure(Side from, Side to, JsonProcess sink, int port, String what)
      throws IOException {
    try (JsonProcess source = source(from, port)) {
      sink.await("begun");
      double before = cpu(sink) + cpu(source);
      JsonObject measured =
          sink.log().await("measured", row -> true, Duration.ofMillis(3 * millis).plusSeconds(20));
      double spent = cpu(sink) + cpu(source) - before;
      double megabytes = measured.getInt("bytes") / 1e6;
      double rate = megabytes / (measured.getInt("micros") / 1e6);
      figures.add(name(from, to, what), rate);
      if (what.equals("MB/s")) {
        figures.add(name(from, to, "MB a CPU-second"), megabytes / spent);
      }
      out.printf(
          "%-42s %8.2f  (%.1f MB a CPU-second)%n", name(from, to, what), rate, megabytes / spent);
    }
  }

  private static double cpu(JsonProcess process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  private JsonProcess sink(Side side, long warm, long measured) {
    String first = Long.toString(warm);
    String then = Long.toString(measured);
    return side == Side.OURS
        ? ours("listen", first, then)
        : NodePeer.start("utp-stream.js", "--warm", first, "--millis", then);
  }

  private JsonProcess source(Side side, int port) {
    String to = Integer.toString(port);
    return side == Side.OURS ? ours("to", to) : NodePeer.start("utp-stream.js", "--to", to);
  }

  private JsonProcess ours(String... args) {
    List<String> command = new ArrayList<>(ServerProcess.java(UtpStreamProcess.class, args));
    return JsonProcess.start(home, command);
  }

  private JsonProcess relay(int port, int seed) {
    String relay = home.resolve("target/udprelay").toString();
    return JsonProcess.start(
        home, List.of(relay, Integer.toString(port), "25", "1", Integer.toString(seed)));
  }
}
