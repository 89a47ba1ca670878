package io.waggle.bench;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Our dns-discovery server, the original and a bare echo in turn, several rounds, medians as
 * ratios. One figure alone says little on a shared machine; their ratio does.
 */
final class DnsServerBench {

  private static final int LIMIT = 2_000_000;
  private static final String MANY = "40000000";

  private final Flood flood;
  private final Path npm;
  private final PrintStream out;
  private final int rounds;
  private final String seconds;
  private final Figures figures;
  private int nextPort = 26_000;

  DnsServerBench(Path home, int rounds, String seconds, PrintStream out) {
    this.flood = new Flood(home.resolve("target/krpcflood"));
    this.npm = home.resolve("npm/dns-server.js");
    this.rounds = rounds;
    this.seconds = seconds;
    this.out = out;
    this.figures = new Figures(out);
  }

  void run() throws IOException {
    for (int round = 0; round < rounds; round++) {
      echo();
      server("npm", port -> List.of("node", npm.toString(), "" + port, "" + LIMIT), round);
      server("ours", DnsServerBench::ours, round);
    }
    report();
  }

  /** Which command starts a server on a port. */
  interface Command {
    List<String> on(int port);
  }

  private static List<String> ours(int port) {
    return ServerProcess.java(DnsServerProcess.class, "" + port, "" + LIMIT);
  }

  private void echo() throws IOException {
    int port = nextPort++;
    try (ServerProcess server =
        ServerProcess.start(port, ServerProcess.java(EchoServer.class, "" + port))) {
      flood.run(server, "echo", "-t", "2", "-n", MANY);
      figures.note(
          "echo", flood.run(server, "echo", "-t", seconds, "-n", MANY), "replies_per_cpu_s");
    }
  }

  private void server(String who, Command command, int round) throws IOException {
    int port = nextPort++;
    String seed = String.valueOf(100 + round);
    try (ServerProcess server = ServerProcess.start(port, command.on(port))) {
      flood.run(server, "dd-announce", "-k", "1000", "-x", "1", "-n", "31000", "-t", "30");
      flood.run(server, "dd-lookup", "-k", "1000", "-x", "1", "-t", "2", "-n", MANY);
      String[] closed = {"-k", "1000", "-x", "1", "-t", seconds, "-n", MANY, "-w", "0.5"};
      figures.note(who + " lookup", flood.run(server, "dd-lookup", closed), "replies_per_cpu_s");
      String[] open = {"-k", "1000", "-x", "1", "-t", seconds, "-n", MANY, "-r", "5000"};
      figures.note(who + " lookup p99", flood.run(server, "dd-lookup", open), "p99_us");
      flood.run(server, "dd-announce", "-k", "0", "-x", "2", "-n", "50000", "-t", "5");
      String[] fresh = {"-k", "0", "-x", "3", "-t", seconds, "-n", "400000", "-s", seed};
      JsonObject announce = flood.run(server, "dd-announce", fresh);
      figures.note(who + " announce", announce, "replies_per_cpu_s");
      figures.note(who + " memory", announce, "rss_kb");
    }
  }

  private void report() {
    out.println();
    for (String what : List.of("lookup", "announce")) {
      double ours = figures.median("ours " + what);
      out.printf(
          "%-9s answers a CPU-second: %.2f x npm, %.0f %% of a bare echo%n",
          what, ours / figures.median("npm " + what), 100 * ours / figures.median("echo"));
    }
    out.printf(
        "lookup p99 at 5,000/s: %.2f x npm (%.0f us against %.0f us)%n",
        figures.median("ours lookup p99") / figures.median("npm lookup p99"),
        figures.median("ours lookup p99"),
        figures.median("npm lookup p99"));
    out.printf(
        "resident after the announces: %.0f MB against npm's %.0f MB%n",
        figures.median("ours memory") / 1024, figures.median("npm memory") / 1024);
  }
}
