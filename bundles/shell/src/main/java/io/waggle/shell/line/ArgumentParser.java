package io.waggle.shell.line;

import io.waggle.common.config.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Sorts the words of one command line into options and positional arguments. */
final class ArgumentParser {

  private final Syntax syntax;
  private final Map<String, String> options = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  ArgumentParser(Syntax syntax) {
    this.syntax = syntax;
  }

  Arguments parse(List<String> line) {
    boolean literal = false;
    for (Iterator<String> rest = line.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      if (literal || !word.startsWith("--")) {
        words.add(word);
      } else if (word.equals("--")) {
        literal = true;
      } else {
        option(word.substring(2), rest);
      }
    }
    if (!options.containsKey("help")) {
      checkCount();
    }
    return new Arguments(syntax, options, positionals());
  }

  private void option(String word, Iterator<String> rest) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Syntax.Option option =
        syntax
            .option(name)
            .orElseThrow(() -> fault("unknown option '--" + name + "'" + near(name)));
    if (option.value().isEmpty()) {
      if (equals >= 0) {
        throw fault("option '--" + name + "' takes no value");
      }
      options.put(name, "true");
    } else if (equals >= 0) {
      put(option, word.substring(equals + 1));
    } else if (rest.hasNext()) {
      put(option, rest.next());
    } else {
      throw fault("option '--" + name + "' lacks its value " + option.value().get());
    }
  }

  /** The last one counts, unless it takes a list: then all do. */
  private void put(Syntax.Option option, String value) {
    boolean list = option.value().orElse("").endsWith(",...");
    options.merge(option.name(), value, (old, next) -> list ? old + "," + next : next);
  }

  private String near(String name) {
    return Suggestion.nearest(name, syntax.optionNames())
        .map(n -> ", did you mean '--" + n + "'?")
        .orElse("");
  }

  private void checkCount() {
    List<Syntax.Positional> expected = syntax.positionals();
    for (int i = words.size(); i < expected.size(); i++) {
      if (expected.get(i).required()) {
        throw fault("argument <" + expected.get(i).name() + "> is missing");
      }
    }
    boolean open = !expected.isEmpty() && expected.get(expected.size() - 1).many();
    if (words.size() > expected.size() && !open) {
      throw fault("argument '" + words.get(expected.size()) + "' is one too many");
    }
  }

  private Map<String, List<String>> positionals() {
    Map<String, List<String>> byName = new HashMap<>();
    List<Syntax.Positional> expected = syntax.positionals();
    for (int i = 0; i < expected.size() && i < words.size(); i++) {
      int end = expected.get(i).many() ? words.size() : i + 1;
      byName.put(expected.get(i).name(), List.copyOf(words.subList(i, end)));
    }
    return byName;
  }

  private UsageException fault(String what) {
    return new UsageException(syntax.command() + ": " + what);
  }
}
