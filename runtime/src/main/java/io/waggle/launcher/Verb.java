package io.waggle.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The first word of a command line. */
enum Verb {
  START("start", "", "start a node from a feature (the default)"),
  JOIN("join", "<name>", "join a name, announce it, connect to its peers and print what happens"),
  LOOKUP("lookup", "<name>", "print the peers of a name"),
  SERVER("server", "", "run a DNS discovery server"),
  BOOTSTRAP("bootstrap", "", "run a DHT node that others begin with"),
  MAIL_NODE("mail-node", "", "start a node that has a mailbox: the feature flowingmail"),
  MAIL("mail", "<command>", "a mail command in the running node; waggle mail help lists them"),
  SENDMAIL("sendmail", "[address...]", "what mail programs call to send; see bundles/shell"),
  CDS("cds", "", "load every class a node uses and exit; makes the class-data archive"),
  VERSION("version", "", "print the version"),
  HELP("help", "", "print this help");

  private final String word;
  private final String operand;
  private final String summary;

  Verb(String word, String operand, String summary) {
    this.word = word;
    this.operand = operand;
    this.summary = summary;
  }

  static Optional<Verb> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(v -> v.word.equals(lower)).findFirst();
  }

  String word() {
    return word;
  }

  /** What follows the word, empty for nothing. */
  String operand() {
    return operand;
  }

  String summary() {
    return summary;
  }

  /** The configurations of the feature {@code command} that this verb starts from. */
  Set<String> configurations() {
    return switch (this) {
      case JOIN -> Set.of(Pids.DNS, Pids.SWARM);
      case LOOKUP -> Set.of(Pids.DNS);
      case SERVER -> Set.of(Pids.SERVER);
      case BOOTSTRAP -> Set.of(Pids.DHT);
      default -> Set.of();
    };
  }

  /** Whether it runs a node of its own that ends with the command. */
  boolean oneShot() {
    return this == JOIN || this == LOOKUP || this == SERVER || this == BOOTSTRAP;
  }

  /** The feature that it starts unless another is named. */
  String feature() {
    return this == MAIL_NODE ? "flowingmail" : "dat";
  }

  /** What the shell's runner of one-shot commands calls it: a DHT node is a server too. */
  String run() {
    return this == BOOTSTRAP ? SERVER.word : word;
  }
}
