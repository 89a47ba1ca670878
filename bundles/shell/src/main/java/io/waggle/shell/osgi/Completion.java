package io.waggle.shell.osgi;

import io.waggle.shell.Command;
import io.waggle.shell.line.Syntax;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Teaches each session of the jline shell how the commands are completed: such a session runs its
 * profile as the first thing, and that is when this listener hears of it. Other sessions have no
 * completion and are left alone.
 */
final class Completion implements CommandSessionListener {

  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);
  private static final String TAUGHT = ".waggle.completion";

  private final String script;

  Completion(List<Command> commands) {
    StringBuilder lines = new StringBuilder();
    commands.forEach(command -> describe(command.syntax(), lines));
    script = lines.toString();
  }

  private static void describe(Syntax syntax, StringBuilder lines) {
    String complete = "gogo:complete -c " + GogoCommands.SCOPE + ":" + syntax.command() + " ";
    lines.append(complete).append("-e\n");
    lines.append(complete).append("-d ").append(quoted(syntax.summary())).append('\n');
    for (String option : syntax.optionNames()) {
      lines.append(complete).append("-l ").append(option);
      lines.append(" -d ").append(quoted(syntax.meaning(option))).append('\n');
    }
    lines
        .append(complete)
        .append("-a 'waggle:candidates ")
        .append(syntax.command())
        .append(" ($.commandLine wordIndex)'\n");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  @Override
  public void beforeExecute(CommandSession session, CharSequence line) {
    if (session.get(".completions") == null || session.get(TAUGHT) == this) {
      return;
    }
    session.put(TAUGHT, this);
    try {
      session.execute(script);
    } catch (Exception e) {
      LOG.warn("The completion of commands is not available: {}", e.toString());
    }
  }

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Object result) {}
}
