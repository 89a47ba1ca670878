package io.waggle.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Runs one measurement by its name. */
public final class Bench {

  private static final PrintStream OUT = System.out;

  private Bench() {}

  /** Arguments: name, rounds, seconds a measurement. */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(System.getProperty("waggle.bench.home", "."));
    int rounds = Integer.parseInt(args[1]);
    switch (args[0]) {
      case "dns-server" -> new DnsServerBench(home, rounds, args[2], OUT).run();
      default -> throw new IllegalArgumentException("there is no measurement '" + args[0] + "'");
    }
  }
}
