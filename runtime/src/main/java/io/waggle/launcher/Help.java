package io.waggle.launcher;

import java.io.PrintStream;
import java.util.Arrays;

/** The text of {@code waggle --help}, made from the tables of verbs and flags. */
final class Help {

  private Help() {}

  static void print(PrintStream out) {
    out.println("waggle [start] [flags]     a node; with a terminal a shell, without one a daemon");
    out.println(
        "waggle <command> [flags]   a node of its own for one command, except mail-node and mail");
    out.println();
    Arrays.stream(Verb.values())
        .forEach(
            v -> out.printf("  %-16s %s%n", (v.word() + " " + v.operand()).strip(), v.summary()));
    for (Verb verb : Verb.values()) {
      flags(out, verb);
    }
    out.println();
    out.println("Exit codes: 0 done, 1 no peer found, 2 command line, 3 nobody could be asked,");
    out.println(
        "4 port in use, 5 does not start, 6 build failed, 7 script failed, 8 stop cut off,");
    out.println(
        "9 data directory in use, 10 mail not stored yet, 11 no node runs, 12 mail given up.");
  }

  private static void flags(PrintStream out, Verb verb) {
    var flags = Flags.ALL.stream().filter(f -> f.verbs().contains(verb)).toList();
    if (flags.isEmpty()) {
      return;
    }
    out.println();
    out.println("Flags of " + verb.word() + ":");
    flags.forEach(
        f -> out.printf("  %-24s %s%n", (f.name() + " " + f.argument()).strip(), f.help()));
  }
}
