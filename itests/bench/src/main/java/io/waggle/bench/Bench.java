package io.waggle.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Runs one measurement by its name. */
public final class Bench {

  private static final PrintStream OUT = System.out;

  private Bench() {}

  /** Arguments: name, and where one wants other than the usual ones, rounds and seconds. */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(System.getProperty("waggle.bench.home", "."));
    String seconds = args.length > 2 ? args[2] : "3";
    switch (args[0]) {
      case "dns-server" -> new DnsServerBench(home, rounds(args, 3), seconds, OUT).run();
      case "dht" -> new DhtBench(home, rounds(args, 3), seconds, OUT).run();
      case "join" -> new JoinBench(OUT, rounds(args, 15)).run();
      case "join-lan" -> new JoinBench(OUT, rounds(args, 15)).runLan();
      case "inbound" -> new InboundBench(OUT, rounds(args, 6)).run();
      case "utp" -> new UtpBench(home, rounds(args, 3), seconds, OUT).run();
      case "noise" -> new NoiseBench(OUT, rounds(args, 5), seconds).run();
      case "seal" -> new SealBench(OUT, rounds(args, 7)).run();
      case "mail" -> new HolderBench(OUT, rounds(args, 5)).run();
      case "start" -> new StartBench(OUT, rounds(args, 5)).run();
      default -> throw new IllegalArgumentException("there is no measurement '" + args[0] + "'");
    }
  }

  private static int rounds(String[] args, int usual) {
    return args.length > 1 ? Integer.parseInt(args[1]) : usual;
  }
}
