package io.waggle.bench;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();
  private int nextPort = 26_000;

  DnsServerBench(Path home, int rounds, String seconds, PrintStream out) {
    this.flood = new Flood(home.resolve("target/krpcflood"));
    this.npm = home.resolve("npm/dns-server.js");
    this.rounds = rounds;
    this.seconds = seconds;
    this.out = out;
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
    return java(DnsServerProcess.class, "" + port, "" + LIMIT);
  }

  private static List<String> java(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(args));
    return command;
  }

  private void echo() throws IOException {
    int port = nextPort++;
    try (ServerProcess server = ServerProcess.start(port, java(EchoServer.class, "" + port))) {
      flood.run(server, "echo", "-t", "2", "-n", MANY);
      note("echo", flood.run(server, "echo", "-t", seconds, "-n", MANY), "replies_per_cpu_s");
    }
  }

  private void server(String who, Command command, int round) throws IOException {
    int port = nextPort++;
    String seed = String.valueOf(100 + round);
    try (ServerProcess server = ServerProcess.start(port, command.on(port))) {
      flood.run(server, "dd-announce", "-k", "1000", "-x", "1", "-n", "31000", "-t", "30");
      flood.run(server, "dd-lookup", "-k", "1000", "-x", "1", "-t", "2", "-n", MANY);
      String[] closed = {"-k", "1000", "-x", "1", "-t", seconds, "-n", MANY, "-w", "0.5"};
      note(who + " lookup", flood.run(server, "dd-lookup", closed), "replies_per_cpu_s");
      String[] open = {"-k", "1000", "-x", "1", "-t", seconds, "-n", MANY, "-r", "5000"};
      note(who + " lookup p99", flood.run(server, "dd-lookup", open), "p99_us");
      flood.run(server, "dd-announce", "-k", "0", "-x", "2", "-n", "50000", "-t", "5");
      String[] fresh = {"-k", "0", "-x", "3", "-t", seconds, "-n", "400000", "-s", seed};
      JsonObject announce = flood.run(server, "dd-announce", fresh);
      note(who + " announce", announce, "replies_per_cpu_s");
      note(who + " memory", announce, "rss_kb");
    }
  }

  private void note(String name, JsonObject measured, String figure) {
    JsonNumber value = measured.getJsonNumber(figure);
    figures.computeIfAbsent(name, n -> new ArrayList<>()).add(value.doubleValue());
    out.printf(
        "%-18s %10.0f %s (lost %d of %d)%n",
        name, value.doubleValue(), figure, measured.getInt("lost"), measured.getInt("sent"));
  }

  private double median(String name) {
    return figures.get(name).stream().sorted().toList().get(figures.get(name).size() / 2);
  }

  private void report() {
    out.println();
    for (String what : List.of("lookup", "announce")) {
      double ours = median("ours " + what);
      out.printf(
          "%-9s answers a CPU-second: %.2f x npm, %.0f %% of a bare echo%n",
          what, ours / median("npm " + what), 100 * ours / median("echo"));
    }
    out.printf(
        "lookup p99 at 5,000/s: %.2f x npm (%.0f us against %.0f us)%n",
        median("ours lookup p99") / median("npm lookup p99"),
        median("ours lookup p99"),
        median("npm lookup p99"));
    out.printf(
        "resident after the announces: %.0f MB against npm's %.0f MB%n",
        median("ours memory") / 1024, median("npm memory") / 1024);
  }
}
