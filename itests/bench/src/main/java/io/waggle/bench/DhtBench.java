package io.waggle.bench;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Our DHT node, libtorrent's where it was built, and a bare echo in turn: answers a CPU-second,
 * latency at a fixed rate, memory by stored peers, and what a flood of junk leaves of it.
 */
final class DhtBench {

  private static final String MANY = "40000000";
  private static final String RATE = "5000";
  private static final int WARM_UPS = 5;
  private static final List<Integer> PEERS = List.of(100_000, 1_000_000);
  private static final byte[] PING =
      "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
          .getBytes(StandardCharsets.US_ASCII);

  private final Path target;
  private final Flood flood;
  private final PrintStream out;
  private final Figures figures;
  private final int rounds;
  private final String seconds;
  private int nextPort = 27_000;

  DhtBench(Path home, int rounds, String seconds, PrintStream out) {
    this.target = home.resolve("target");
    this.flood = new Flood(target.resolve("krpcflood"));
    this.rounds = rounds;
    this.seconds = seconds;
    this.out = out;
    this.figures = new Figures(out);
  }

  void run() throws IOException {
    for (int round = 0; round < rounds; round++) {
      echo();
      serve("ours", ours(nextPort));
      if (rival()) {
        serve("libtorrent", libtorrent(nextPort));
      }
    }
    memory("ours", ours(nextPort));
    if (rival()) {
      memory("libtorrent", libtorrent(nextPort));
    }
    try (ServerProcess server = start(ours(nextPort))) {
      allocation(server);
      new JunkFlood(target, flood, out).against(server);
    }
    report();
  }

  private boolean rival() {
    return Files.isExecutable(target.resolve("libtorrent"));
  }

  private static List<String> ours(int port) {
    return ServerProcess.javaAsLaunched(DhtProcess.class, "" + port);
  }

  private List<String> libtorrent(int port) {
    return List.of(target.resolve("libtorrent").toString(), "" + port);
  }

  private ServerProcess start(List<String> command) throws IOException {
    return ServerProcess.start(nextPort++, PING, command);
  }

  private void echo() throws IOException {
    List<String> command = ServerProcess.java(EchoServer.class, "" + nextPort);
    try (ServerProcess server = start(command)) {
      flood.run(server, "echo", "-t", "2", "-n", MANY);
      figures.note("echo", flood.run(server, "echo", closed()), "replies_per_cpu_s");
      figures.note("echo p99", flood.run(server, "echo", closed("-r", RATE)), "p99_us");
    }
  }

  private String[] closed(String... more) {
    String[] all = {"-t", seconds, "-n", MANY, "-w", "0.5"};
    return Stream.of(all, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** Answers with a full table of neighbours, in a closed loop and at a fixed rate. */
  private void serve(String who, List<String> command) throws IOException {
    try (ServerProcess server = start(command);
        Neighbours neighbours = Neighbours.of(target, server.port())) {
      figures.note(who + " fresh p99", flood.run(server, "find_node", fixed()), "p99_us");
      warmUp(server);
      for (String mode : List.of("find_node", "get_peers")) {
        figures.note(who + " " + mode, flood.run(server, mode, closed()), "replies_per_cpu_s");
        JsonObject open = flood.run(server, mode, closed("-r", RATE));
        figures.note(who + " " + mode + " p99", open, "p99_us");
      }
      JsonObject pairs = flood.run(server, "announce", "-t", seconds, "-n", "200000", "-k", "0");
      figures.note(who + " announce", pairs, "replies_per_cpu_s");
      neighbours.check();
    }
  }

  /**
   * All that is measured later, at full load and at the fixed rate in turns: what the compiler of
   * the JVM has not seen yet it compiles when it comes, on the one core, in the midst of answering.
   */
  private void warmUp(ServerProcess server) throws IOException {
    for (int pass = 0; pass < WARM_UPS; pass++) {
      for (String mode : List.of("find_node", "get_peers", "announce")) {
        String keys = mode.equals("announce") ? "0" : "1000";
        flood.run(server, mode, "-t", "0.5", "-n", MANY, "-k", keys);
        flood.run(server, mode, "-t", "1.5", "-n", MANY, "-k", keys, "-r", RATE);
      }
    }
  }

  private String[] fixed() {
    return new String[] {"-t", seconds, "-n", MANY, "-r", RATE};
  }

  /** Bytes allocated a packet from the socket to the answer, of one sender and of eight. */
  private void allocation(ServerProcess server) throws IOException {
    warmUp(server);
    for (String sockets : List.of("1", "8")) {
      for (String mode : List.of("find_node", "get_peers", "announce")) {
        long before = server.memory().allocated();
        JsonObject served =
            flood.run(server, mode, "-t", "3", "-n", MANY, "-r", RATE, "-S", sockets);
        double each = (server.memory().allocated() - before) / (double) served.getInt("sent");
        out.printf("%s, senders: %s: %.1f bytes allocated a packet%n", mode, sockets, each);
      }
    }
  }

  /** Growth of resident memory with peers stored, each under an info hash of its own. */
  private void memory(String who, List<String> command) throws IOException {
    try (ServerProcess server = start(command)) {
      int empty = flood.run(server, "ping", "-t", "2", "-n", "100000").getInt("rss_kb");
      figures.add(who + " MB at 0", empty / 1024.0);
      for (int peers : PEERS) {
        JsonObject filled =
            flood.run(server, "announce", "-t", "120", "-n", "" + 2 * peers, "-k", "0");
        out.printf("%s took %d announces%n", who, filled.getInt("announced"));
        figures.add(who + " MB at " + peers, (filled.getInt("rss_kb") - empty) / 1024.0);
      }
    }
  }

  private void report() {
    out.println();
    for (String what : List.of("find_node", "get_peers", "announce")) {
      out.printf(
          "%-10s answers a CPU-second: %.0f %% of a bare echo%s%n",
          what, 100 * figures.ratio("ours " + what, "echo"), against(what));
    }
    for (String what : List.of("find_node p99", "get_peers p99", "fresh p99")) {
      out.printf("%s at 5,000/s: %.0f us%s%n", what, figures.median("ours " + what), against(what));
    }
    out.printf("echo p99 at 5,000/s: %.0f us%n", figures.median("echo p99"));
    for (int peers : PEERS) {
      String what = "MB at " + peers;
      out.printf(
          "growth in %s peers: %.0f%s%n", what, figures.median("ours " + what), against(what));
    }
    out.printf("empty: %.0f MB%s%n", figures.median("ours MB at 0"), against("MB at 0"));
  }

  private String against(String what) {
    String other = "libtorrent " + what;
    return figures.has(other)
        ? ", %.2f x libtorrent's %.0f"
            .formatted(figures.ratio("ours " + what, other), figures.median(other))
        : "";
  }
}
