package io.waggle.bench;

import io.waggle.api.time.WaggleClock;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * From the start of {@code runtime/bin/waggle} with the feature {@code dat} to the first query that
 * reaches a discovery server, each time with an empty data directory: without and with the class
 * data archive; then the resident memory of the idle node.
 */
final class StartBench {

  private static final int PATIENCE = 30_000;
  private static final long IDLE = TimeUnit.SECONDS.toNanos(10);
  private static final WaggleClock CLOCK = WaggleClock.system();

  private final PrintStream out;
  private final int runs;

  StartBench(PrintStream out, int runs) {
    this.out = out;
    this.runs = runs;
  }

  void run() throws IOException {
    List<Double> cold = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    start("on", false); // makes the archive
    for (int i = 0; i < runs; i++) {
      cold.add(start("off", false).millis());
      warm.add(start("on", false).millis());
    }
    out.printf("feature dat, start to first query, medians of %d, milliseconds%n", runs);
    out.printf("without class data archive  %6.0f%n", median(cold));
    out.printf("with it                     %6.0f%n", median(warm));
    out.printf("resident when idle          %6d MiB%n", start("on", true).resident() >> 10);
  }

  private record Started(double millis, long resident) {}

  private static Started start(String archive, boolean idle) throws IOException {
    Path scratch = Files.createTempDirectory("waggle-start-bench");
    try (DatagramSocket server =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      server.setSoTimeout(PATIENCE);
      configure(scratch, server.getLocalPort());
      long begun = CLOCK.nanoTime();
      Process node = process(scratch, archive);
      try {
        server.receive(new DatagramPacket(new byte[512], 512));
        double millis = (CLOCK.nanoTime() - begun) / 1e6;
        return new Started(millis, idle ? residentAfterRest(node) : 0);
      } finally {
        node.destroy();
        node.onExit().join();
      }
    }
  }

  private static void configure(Path scratch, int port) throws IOException {
    Path etc = Files.createDirectories(scratch.resolve("etc"));
    Files.writeString(
        etc.resolve("io.waggle.source.dns-dat.cfg"),
        "servers = 127.0.0.1:" + port + "\nsource.trust = LOCAL\n");
    Files.writeString(
        etc.resolve("io.waggle.swarm-dat.cfg"), "swarm.name = dat\nport = 0\ntopics = bees\n");
  }

  private static Process process(Path scratch, String archive) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("waggle.launcher"),
                "--feature",
                "dat",
                "--data",
                scratch.resolve("data").toString(),
                "--config",
                scratch.resolve("etc").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(Map.of("WAGGLE_CDS", archive));
    return builder.start();
  }

  /** KiB, as the kernel counts it. */
  private static long residentAfterRest(Process node) throws IOException {
    long until = CLOCK.nanoTime() + IDLE;
    for (long left = IDLE; left > 0; left = until - CLOCK.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    Path status = Path.of("/proc", Long.toString(node.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
