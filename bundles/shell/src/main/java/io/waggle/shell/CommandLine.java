package io.waggle.shell;

import io.waggle.api.time.WaggleClock;
import io.waggle.shell.line.Arguments;
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
   * Runs a command.
   *
   * @param words what was typed after its name
   * @param width columns of the terminal, 0 for no limit
   * @return what is to be printed, without the last line end
   * @throws io.waggle.shell.line.UsageException if the line does not fit the syntax
   * @throws CommandException if the command can't do what was asked
   */
  public String run(Command command, List<String> words, int width) {
    Arguments arguments = command.syntax().parse(words);
    if (arguments.flag("help")) {
      return command.syntax().help();
    }
    Answer answer = command.body().run(arguments);
    if (arguments.flag("json")) {
      return json.document(answer).toString();
    }
    return TextView.render(answer, arguments.flag("wide") ? 0 : width, clock.instant());
  }
}
