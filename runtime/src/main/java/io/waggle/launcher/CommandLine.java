package io.waggle.launcher;

import io.waggle.common.config.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed command line.
 *
 * @param verb what to do
 * @param operands the words that are no flags
 * @param flags the flags given, in order, with their values (empty for a flag without one)
 */
record CommandLine(Verb verb, List<String> operands, Map<Flag, String> flags) {

  /** Parses; every failure names the word that is wrong. */
  static CommandLine parse(String... args) throws LaunchException {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    if (!words.isEmpty() && words.get(0).equals(Verb.MAIL.word())) {
      return forwarded(Verb.MAIL, words);
    } else if (!words.isEmpty() && words.get(0).equals(Verb.SENDMAIL.word())) {
      return forwarded(Verb.SENDMAIL, words);
    }
    if (words.contains("--help") || words.contains("-h")) {
      return new CommandLine(Verb.HELP, List.of(), Map.of());
    }
    if (words.contains("--version")) {
      return new CommandLine(Verb.VERSION, List.of(), Map.of());
    }
    Verb verb = verb(words);
    CommandLine line = new CommandLine(verb, new ArrayList<>(), new LinkedHashMap<>());
    while (!words.isEmpty()) {
      line.take(words);
    }
    line.checkOperands();
    return line;
  }

  /** All but the data directory is for somebody else to understand. */
  private static CommandLine forwarded(Verb verb, List<String> words) throws LaunchException {
    words.remove(0);
    CommandLine line = new CommandLine(verb, words, new LinkedHashMap<>());
    Flag data = line.flag(Flags.DATA);
    int at = words.indexOf(Flags.DATA);
    if (at >= 0 && at + 1 < words.size()) {
      line.flags.put(data, words.remove(at + 1));
      words.remove(at);
    }
    return line;
  }

  private static Verb verb(List<String> words) throws LaunchException {
    if (words.isEmpty() || words.get(0).startsWith("-")) {
      return Verb.START;
    }
    String word = words.remove(0);
    List<String> known = Arrays.stream(Verb.values()).map(Verb::word).toList();
    return Verb.of(word)
        .orElseThrow(
            () -> LaunchException.usage("unknown command '" + word + "'" + nearest(word, known)));
  }

  private void take(List<String> words) throws LaunchException {
    String word = words.remove(0);
    if (!word.startsWith("-") || word.equals("-")) {
      operands.add(word);
      return;
    }
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String name = equals < 0 ? word : word.substring(0, equals);
    Flag flag = flag(name);
    if (!flag.takesValue() && equals >= 0) {
      throw LaunchException.usage(name + " takes no value");
    }
    if (flag.takesValue() && equals < 0 && words.isEmpty()) {
      throw LaunchException.usage(name + " needs a value: " + name + " " + flag.argument());
    }
    String value = equals >= 0 ? word.substring(equals + 1) : "";
    flags.put(flag, flag.takesValue() && equals < 0 ? words.remove(0) : value);
  }

  private Flag flag(String name) throws LaunchException {
    Optional<Flag> flag = Flags.of(name, verb);
    if (flag.isPresent()) {
      return flag.get();
    }
    List<String> owners =
        Flags.named(name).stream()
            .flatMap(f -> f.verbs().stream())
            .map(Verb::word)
            .sorted()
            .toList();
    if (!owners.isEmpty()) {
      throw LaunchException.usage(
          name + " is no flag of '" + verb.word() + "', only of " + String.join(", ", owners));
    }
    List<String> known =
        Flags.ALL.stream().filter(f -> f.verbs().contains(verb)).map(Flag::name).toList();
    throw LaunchException.usage("unknown flag " + name + nearest(name, known));
  }

  private static String nearest(String word, List<String> known) {
    return Suggestion.nearest(word, known)
        .map(near -> ", did you mean " + near + "?")
        .orElse("; waggle --help lists them");
  }

  private void checkOperands() throws LaunchException {
    int wanted = verb.operand().isEmpty() ? 0 : 1;
    if (operands.size() < wanted) {
      throw LaunchException.usage(
          verb.word() + " needs a name: waggle " + verb.word() + " " + verb.operand());
    }
    if (operands.size() > wanted) {
      throw LaunchException.usage("unexpected word '" + operands.get(wanted) + "'");
    }
  }

  /** The value of a flag. */
  Optional<String> value(String name) {
    return Flags.of(name, verb).map(flags::get);
  }
}
