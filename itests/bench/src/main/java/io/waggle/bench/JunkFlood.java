package io.waggle.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Junk as fast as one core sends it, with 500 honest queries a second among it. */
record JunkFlood(Path tools, Flood flood, PrintStream out) {

  private static final int SECONDS = 60;
  private static final int HONEST = 500;
  private static final long HERTZ = 100; // USER_HZ of /proc/<pid>/stat on Linux

  void against(ServerProcess server) throws IOException {
    flood.run(server, "find_node", "-t", "2", "-n", "1000000");
    blast(server, 3).waitForEnd();
    long dropped = Usage.drops(server.port());
    MemoryReading heap = server.memory();
    Usage before = Usage.of(server.pid());
    Blast blast = blast(server, SECONDS);
    JsonObject honest =
        flood.run(
            server,
            "ping",
            "-t",
            "" + (SECONDS - 2),
            "-n",
            "" + HONEST * (SECONDS - 2),
            "-r",
            "" + HONEST);
    JsonObject junk = blast.waitForEnd();
    Usage after = Usage.of(server.pid());
    MemoryReading heapAfter = server.memory();
    out.printf(
        "junk: %d packets a second sent, %d of them all lost in the kernel's buffer; honest: %d of %d answered;"
            + " resident %+d kB, %.2f s of CPU in %d s%n",
        junk.getInt("per_s"),
        Usage.drops(server.port()) - dropped,
        honest.getInt("ok"),
        honest.getInt("sent"),
        after.kilobytes - before.kilobytes,
        (after.ticks - before.ticks) / (double) HERTZ,
        SECONDS);
    out.printf(
        "heap after a collection: %d kB before, %d kB after; %.1f bytes allocated a packet%n",
        heap.heap() / 1024,
        heapAfter.heap() / 1024,
        (heapAfter.allocated() - heap.allocated()) / junk.getJsonNumber("sent").doubleValue());
  }

  private record Blast(Process process) {
    JsonObject waitForEnd() throws IOException {
      try (var reader = Json.createReader(process.inputReader())) {
        return reader.readObject();
      } finally {
        process.onExit().join();
      }
    }
  }

  private Blast blast(ServerProcess server, int seconds) throws IOException {
    return new Blast(
        new ProcessBuilder(
                "taskset",
                "-c",
                "0",
                tools.resolve("junk").toString(),
                "" + server.port(),
                "" + seconds)
            .start());
  }

  private record Usage(long kilobytes, long ticks) {

    static Usage of(long pid) throws IOException {
      Path proc = Path.of("/proc", "" + pid);
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long pages = Long.parseLong(fields[21]);
      return new Usage(pages * 4, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /** Packets that never reached the process: the last column of the kernel's tables. */
    static long drops(int port) throws IOException {
      String local = ":%04X".formatted(port);
      List<String> sockets = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/udp")));
      sockets.addAll(Files.readAllLines(Path.of("/proc/net/udp6")));
      return sockets.stream()
          .map(line -> line.strip().split("\\s+", -1))
          .filter(columns -> columns[1].endsWith(local))
          .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
          .sum();
    }
  }
}
