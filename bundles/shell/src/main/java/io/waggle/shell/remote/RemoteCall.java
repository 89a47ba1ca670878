package io.waggle.shell.remote;

import io.waggle.common.config.Suggestion;
import io.waggle.common.control.ControlLink;
import io.waggle.common.control.ControlLink.Frame;
import io.waggle.common.control.ControlLink.Kind;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.CommandLine;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.line.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command over one link. */
final class RemoteCall implements Runnable {

  /** Exit codes; the launcher's README has the same table. */
  static final int USAGE = 2;

  static final int FAILED = 7;

  private static final Logger log = LoggerFactory.getLogger(RemoteCall.class);
  private static final int MOST_WORDS = 1_000;

  private final List<Command> commands;
  private final CommandLine line;
  private final ControlLink link;
  private final List<String> words = new ArrayList<>();
  private Path folder = Path.of("");

  RemoteCall(List<Command> commands, CommandLine line, ControlLink link) {
    this.commands = commands;
    this.line = line;
    this.link = link;
  }

  @Override
  public void run() {
    try (link) {
      int width = hear();
      link.send(Kind.EXIT, Integer.toString(answer(width)));
    } catch (IOException e) {
      log.debug("a command is gone: {}", e.getMessage());
    }
  }

  private int hear() throws IOException {
    for (Frame frame = link.receive(); true; frame = link.receive()) {
      switch (frame.kind()) {
        case FOLDER -> folder = Path.of(frame.text());
        case WORD -> words.add(frame.text());
        case RUN -> {
          return width(frame.text());
        }
        default -> throw new IOException("unexpected " + frame.kind());
      }
      if (words.size() > MOST_WORDS) {
        throw new IOException("too many words");
      }
    }
  }

  private static int width(String digits) {
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
  }

  private int answer(int width) throws IOException {
    try {
      if (words.isEmpty() || words.get(0).equals("help")) {
        link.send(Kind.OUT, help(words.size() > 1 ? words.get(1) : "") + "\n");
        return 0;
      }
      Command command = command(words.get(0));
      CommandLine.Outcome outcome =
          line.run(
              command, words.subList(1, words.size()), width, new RemoteTerminal(link, folder));
      if (!outcome.text().isEmpty()) {
        link.send(Kind.OUT, outcome.text() + "\n");
      }
      return outcome.exit();
    } catch (UsageException e) {
      link.send(Kind.NOTE, e.getMessage());
      return USAGE;
    } catch (CommandException e) {
      link.send(Kind.NOTE, e.getMessage());
      return FAILED;
    } catch (RuntimeException e) {
      log.warn("{} failed", words.get(0), e);
      link.send(Kind.NOTE, words.get(0) + " failed: " + e);
      return FAILED;
    }
  }

  private Command command(String name) {
    Optional<Command> found =
        commands.stream().filter(c -> c.syntax().command().equals(name)).findFirst();
    return found.orElseThrow(
        () ->
            new UsageException(
                "there is no command '"
                    + name
                    + "'"
                    + Suggestion.nearest(
                            name, commands.stream().map(c -> c.syntax().command()).toList())
                        .map(near -> ", did you mean '" + near + "'?")
                        .orElse("")));
  }

  /** The commands whose names begin so, and what follows that beginning. */
  private String help(String prefix) {
    List<Syntax> all =
        commands.stream().map(Command::syntax).filter(s -> s.command().startsWith(prefix)).toList();
    int width = all.stream().mapToInt(s -> s.command().length()).max().orElse(0) + 2;
    return all.stream()
        .map(s -> s.command() + " ".repeat(width - s.command().length()) + s.summary())
        .map(line -> line.substring(prefix.length()))
        .collect(Collectors.joining("\n"));
  }
}
