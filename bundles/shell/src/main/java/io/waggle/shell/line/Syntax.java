package io.waggle.shell.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a command takes: the source of its parser, its help, its completion and its line in the
 * README.
 */
public final class Syntax {

  /** Which live names a positional argument may have, for completion. */
  public enum Names {
    /** Anything. */
    NONE,
    /** Joined topics. */
    TOPIC,
    /** Sources. */
    SOURCE,
    /** Known addresses and ids. */
    PEER,
    /** Peers and topics. */
    PEER_OR_TOPIC,
    /** Numbers of open connections. */
    CONNECTION,
    /** Kinds of sources that a bundle offers. */
    KIND,
    /** Scopes of metrics. */
    SCOPE,
    /** Addresses of the nodes of a DHT. */
    NODE
  }

  /** An argument that is known by its place. */
  record Positional(String name, boolean required, boolean many, Names names) {
    String shown() {
      String text = "<" + name + ">" + (many ? "..." : "");
      return required ? text : "[" + text + "]";
    }
  }

  /** An argument that is known by its name; a flag if it takes no value. */
  record Option(String name, Optional<String> value, String meaning) {
    String shown() {
      return "--" + name + value.map(v -> " " + v).orElse("");
    }
  }

  private final String command;
  private final String summary;
  private final List<Positional> positionals = new ArrayList<>();
  private final List<Option> options = new ArrayList<>();

  private Syntax(String command, String summary) {
    this.command = command;
    this.summary = summary;
    flag("json", "one JSON document");
    flag("wide", "cut nothing to the width of the terminal");
    flag("help", "this text");
  }

  /**
   * Begins a syntax.
   *
   * @param summary one line, without a full stop
   */
  public static Syntax of(String command, String summary) {
    return new Syntax(command, summary);
  }

  /** Adds an argument that must be there. */
  public Syntax required(String name, Names names) {
    positionals.add(new Positional(name, true, false, names));
    return this;
  }

  /** Adds an argument that may be left out; only further such ones may follow. */
  public Syntax optional(String name, Names names) {
    positionals.add(new Positional(name, false, false, names));
    return this;
  }

  /** Adds the last argument, which may be repeated. */
  public Syntax many(String name, boolean required) {
    positionals.add(new Positional(name, required, true, Names.NONE));
    return this;
  }

  /** Adds an option without a value. */
  public Syntax flag(String name, String meaning) {
    options.add(options.size() - commonOptions(), new Option(name, Optional.empty(), meaning));
    return this;
  }

  /** Adds an option with a value. */
  public Syntax option(String name, String value, String meaning) {
    options.add(options.size() - commonOptions(), new Option(name, Optional.of(value), meaning));
    return this;
  }

  private int commonOptions() {
    return options.size() < 3 ? 0 : 3;
  }

  /** The command's name. */
  public String command() {
    return command;
  }

  /** What it does, one line. */
  public String summary() {
    return summary;
  }

  /** Name and arguments in one line, without the options that every command has. */
  public String usage() {
    StringBuilder line = new StringBuilder(command);
    positionals.forEach(p -> line.append(' ').append(p.shown()));
    options.subList(0, options.size() - 3).forEach(o -> line.append(" [").append(o.shown() + "]"));
    return line.toString();
  }

  /** What {@code --help} prints. */
  public String help() {
    int width = options.stream().mapToInt(o -> o.shown().length()).max().orElse(0);
    return summary
        + "\nusage: "
        + usage()
        + options.stream()
            .map(o -> "\n  " + o.shown() + " ".repeat(width - o.shown().length() + 2) + o.meaning())
            .collect(Collectors.joining());
  }

  /** Names of the options, without dashes. */
  public List<String> optionNames() {
    return options.stream().map(Option::name).toList();
  }

  /** The meaning of an option. */
  public String meaning(String option) {
    return option(option).map(Option::meaning).orElse("");
  }

  /** Which names the positional argument at an index may have; 0 is the first. */
  public Names names(int index) {
    return index < 0 || index >= positionals.size() ? Names.NONE : positionals.get(index).names();
  }

  List<Positional> positionals() {
    return positionals;
  }

  Optional<Option> option(String name) {
    return options.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  /**
   * Reads a command line.
   *
   * @throws UsageException if it does not fit
   */
  public Arguments parse(List<String> words) {
    return new ArgumentParser(this).parse(words);
  }
}
