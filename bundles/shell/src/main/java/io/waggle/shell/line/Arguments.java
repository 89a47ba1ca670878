package io.waggle.shell.line;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was typed after a command's name, checked against its syntax. */
public final class Arguments {

  private final Syntax syntax;
  private final Map<String, String> options;
  private final Map<String, List<String>> positionals;
  private final Terminal terminal;

  Arguments(Syntax syntax, Map<String, String> options, Map<String, List<String>> positionals) {
    this(syntax, Map.copyOf(options), Map.copyOf(positionals), Terminal.NONE);
  }

  private Arguments(
      Syntax syntax,
      Map<String, String> options,
      Map<String, List<String>> positionals,
      Terminal terminal) {
    this.syntax = syntax;
    this.options = options;
    this.positionals = positionals;
    this.terminal = terminal;
  }

  /** The same, typed at a terminal. */
  public Arguments at(Terminal typedAt) {
    return new Arguments(syntax, options, positionals, typedAt);
  }

  /** Where they were typed. */
  public Terminal terminal() {
    return terminal;
  }

  /** Whether a flag was given. */
  public boolean flag(String name) {
    return options.containsKey(name);
  }

  /** The value of an option. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** The value of an option that is a whole number. */
  public long number(String name, long otherwise, long min, long max) {
    String text = options.get(name);
    return text == null ? otherwise : number("option '--" + name + "'", text, min, max);
  }

  /** A required positional argument that is a whole number of at least 1. */
  public long number(String name) {
    return number("argument <" + name + ">", text(name), 1, Long.MAX_VALUE);
  }

  /** A positional argument that is a whole number, or what is meant by its absence. */
  public long numberAt(String name, long otherwise, long min, long max) {
    return optional(name)
        .map(text -> number("argument <" + name + ">", text, min, max))
        .orElse(otherwise);
  }

  private long number(String what, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
      String upTo = max == Long.MAX_VALUE ? " or more" : ".." + max;
      throw fault(what + " is " + value + ", but must be " + min + upTo);
    } catch (NumberFormatException e) {
      throw fault(what + " is '" + text + "', but must be a whole number");
    }
  }

  /** A required positional argument. */
  public String text(String name) {
    return optional(name).orElseThrow();
  }

  /** A positional argument that may be missing. */
  public Optional<String> optional(String name) {
    return many(name).stream().findFirst();
  }

  /** A repeated positional argument. */
  public List<String> many(String name) {
    return positionals.getOrDefault(name, List.of());
  }

  /** An error that names the command. */
  public UsageException fault(String what) {
    return new UsageException(syntax.command() + ": " + what);
  }
}
