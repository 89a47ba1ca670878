package io.waggle.bench;

import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.time.WaggleClock;
import io.waggle.interop.JsonProcess;
import io.waggle.interop.NodePeer;
import io.waggle.interop.OurNode;
import io.waggle.interop.OurServer;
import io.waggle.interop.Waggle;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * From {@code join} to {@code connection} through DNS discovery or by multicast, for two fresh
 * peers of the original, two of ours, and mixed pairs, in turn within one run. The first peer has
 * joined and announced before the second one joins; the time is the second one's.
 */
@SuppressWarnings("try") // a server that only has to be there
final class JoinBench {

  private static final int DNS = 15_300;
  private static final WaggleClock CLOCK = WaggleClock.system();
  private final PrintStream out;
  private final int runs;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Path scratch;
  private Way way = Way.SERVER;

  /** What peers find each other by: flags of the npm peer, and of ours as a process. */
  private record Way(List<String> npm, List<String> waggle) {
    static final Way SERVER =
        new Way(List.of("--dns", "127.0.0.1:" + DNS), List.of("--dns", "127.0.0.1:" + DNS));
    static final Way MULTICAST =
        new Way(List.of("--multicast"), List.of("--dns", "off", "--mdns", "on"));
  }

  JoinBench(PrintStream out, int runs) throws IOException {
    this.out = out;
    this.runs = runs;
    this.scratch = Files.createTempDirectory("waggle-join-bench");
  }

  /** Through DNS discovery servers. */
  void run() {
    begin();
    try (JsonProcess server = NodePeer.dnsServer(DNS)) {
      compare("npm server");
    }
    try (OurServer server = OurServer.start(scratch, DNS)) {
      compare("our server");
    }
  }

  /** By multicast on the local network, over the address that the default route leads to. */
  void runLan() {
    begin();
    way = Way.MULTICAST;
    compare("multicast");
  }

  private void begin() {
    String missing = NodePeer.unavailable();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(missing);
    }
    out.println("join to connection, milliseconds, " + runs + " pairs of each kind in turn");
  }

  private void compare(String server) {
    List<Double> npm = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> oursToNpm = new ArrayList<>();
    List<Double> npmToOurs = new ArrayList<>();
    List<Double> process = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      npm.add(npmPair());
      ours.add(ourPair());
      oursToNpm.add(oursJoinsNpm());
      npmToOurs.add(npmJoinsOurs());
      process.add(processJoinsOurs());
    }
    double base = median(npm);
    print(server, "npm joins npm", npm, base);
    print(server, "ours joins ours", ours, base);
    print(server, "ours joins npm", oursToNpm, base);
    print(server, "npm joins ours", npmToOurs, base);
    print(server, "waggle join, a new process, joins ours", process, base);
  }

  private double npmPair() {
    String topic = topic();
    try (JsonProcess first = npm(topic)) {
      first.await("query-done");
      return npmJoins(topic);
    }
  }

  private double npmJoinsOurs() {
    String topic = topic();
    try (OurNode first = joined(topic)) {
      return npmJoins(topic);
    }
  }

  private double npmJoins(String topic) {
    try (JsonProcess second = npm()) {
      second.await("listening");
      second.send("join", "topic", topic);
      double connected = time(second.await("connection"));
      return connected - time(second.await("join"));
    }
  }

  private double ourPair() {
    String topic = topic();
    try (OurNode first = joined(topic)) {
      return oursJoins(topic);
    }
  }

  private double oursJoinsNpm() {
    String topic = topic();
    try (JsonProcess first = npm(topic)) {
      first.await("query-done");
      return oursJoins(topic);
    }
  }

  private double oursJoins(String topic) {
    try (OurNode second = node()) {
      long start = CLOCK.nanoTime();
      second.join(topic, SwarmJoinOptions.BOTH);
      second.log().await("connection", row -> true, JsonProcess.PATIENCE);
      return (CLOCK.nanoTime() - start) / 1e6;
    }
  }

  private double processJoinsOurs() {
    String topic = topic();
    List<String> command =
        new ArrayList<>(List.of("join", topic, "--no-hash", "--port", "0", "--json"));
    command.addAll(way.waggle());
    try (OurNode first = joined(topic);
        JsonProcess second = Waggle.start(scratch, command)) {
      return time(second.await("connection")) - time(second.await("ready"));
    }
  }

  private OurNode joined(String topic) {
    OurNode first = node();
    first.join(topic, SwarmJoinOptions.BOTH);
    first.awaitFlushed();
    return first;
  }

  private OurNode node() {
    return way.equals(Way.SERVER)
        ? OurNode.builder().dns("127.0.0.1:" + DNS).start()
        : OurNode.builder().bind("0.0.0.0").lan().start();
  }

  private JsonProcess npm(String topic) {
    JsonProcess peer = npm();
    peer.await("listening");
    peer.send("join", "topic", topic);
    return peer;
  }

  private JsonProcess npm() {
    List<String> flags = new ArrayList<>(List.of("--no-utp", "--no-hash"));
    flags.addAll(way.npm());
    return NodePeer.start("swarm-peer.js", flags.toArray(String[]::new));
  }

  private String topic() {
    byte[] bytes = new byte[20];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static double time(JsonObject event) {
    return event.getJsonNumber("t").doubleValue();
  }

  private void print(String server, String what, List<Double> times, double base) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    out.printf(
        "%-10s  %-40s  median %6.1f  min %6.1f  max %6.1f  ratio to npm %.2f%n",
        server, what, median(times), sorted[0], sorted[sorted.length - 1], median(times) / base);
  }

  private static double median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
