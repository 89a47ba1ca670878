package io.waggle.shell.osgi;

import io.waggle.shell.Command;
import io.waggle.shell.CommandLine;
import io.waggle.shell.line.Terminal;
import io.waggle.shell.line.UsageException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** One command as Gogo calls it; its text is the result, so that pipes and scripts can take it. */
final class GogoFunction implements Function {

  private final Command command;
  private final CommandLine line;

  GogoFunction(Command command, CommandLine line) {
    this.command = command;
    this.line = line;
  }

  @Override
  public Object execute(CommandSession session, List<Object> arguments) {
    List<String> words = arguments.stream().map(this::word).toList();
    Terminal terminal = words.contains("--json") ? Terminal.NONE : new GogoTerminal(session);
    return line.run(command, words, width(session), terminal).text();
  }

  private String word(Object argument) {
    if (argument instanceof CharSequence
        || argument instanceof Number
        || argument instanceof Boolean) {
      return argument.toString();
    }
    throw new UsageException(
        "%s: to Gogo, '%s' is a list or map; put it into quotes, such as '[::1]:3282'"
            .formatted(command.syntax().command(), argument));
  }

  /** The variable is set by the jline shell; other sessions have no known width. */
  private static int width(CommandSession session) {
    return session.get("COLUMNS") instanceof Number columns ? columns.intValue() : 0;
  }

  /** Shows progress in the session; a document that a program reads stays alone. */
  private record GogoTerminal(CommandSession session) implements Terminal {
    @Override
    public void progress(String text) {
      session.getConsole().println(text);
    }
  }
}
