package io.waggle.shell;

import io.waggle.api.time.WaggleClock;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Terminal;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.JsonView;
import io.waggle.shell.view.TextView;
import java.util.List;

/** Reads a command line, runs the command and renders its answer. */
public final class CommandLine {

  private final WaggleClock clock;
  private final JsonView json = new JsonView();

  /** With the clock that ages are counted by. */
  public CommandLine(WaggleClock clock) {
    this.clock = clock;
  }

  /**
   * What came of a command.
   *
   * @param text what is to be printed, without the last line end
   * @param exit the exit code of a process that ran it
   */
  public record Outcome(String text, int exit) {}

  /**
   * Runs a command.
   *
   * @param words what was typed after its name
   * @param width columns of the terminal, 0 for no limit
   * @param terminal where it was typed
   * @throws io.waggle.shell.line.UsageException if the line does not fit the syntax
   * @throws CommandException if the command can't do what was asked
   */
  public Outcome run(Command command, List<String> words, int width, Terminal terminal) {
    Arguments arguments = command.syntax().parse(words).at(terminal);
    if (arguments.flag("help")) {
      return new Outcome(command.syntax().help(), 0);
    }
    Answer answer = command.body().run(arguments);
    String text =
        arguments.flag("json")
            ? json.document(answer).toString()
            : TextView.render(answer, arguments.flag("wide") ? 0 : width, clock.instant());
    return new Outcome(text, answer.exit());
  }

  /** Runs a command that nobody looks on at. */
  public String run(Command command, List<String> words, int width) {
    return run(command, words, width, Terminal.NONE).text();
  }
}
