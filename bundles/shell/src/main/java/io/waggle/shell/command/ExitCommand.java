package io.waggle.shell.command;

import io.waggle.shell.Command;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.function.IntConsumer;

/**
 * Ends the node in order, as Ctrl-D does. Gogo's shell has an {@code exit} too, which is that of
 * {@link System} and does not do without a number.
 */
final class ExitCommand {

  private static final String CODE = "code";

  private final IntConsumer end;

  /** Over what ends the node with an exit code; it returns before the node has ended. */
  ExitCommand(IntConsumer end) {
    this.end = end;
  }

  Command command() {
    return new Command(
        Syntax.of("exit", "Stop the node in order, with exit code 0 unless another is given")
            .optional(CODE, Syntax.Names.NONE),
        this::exit);
  }

  private Answer exit(Arguments arguments) {
    int code = (int) arguments.numberAt(CODE, 0, 0, 255);
    end.accept(code);
    return Answer.of("exit", new Section.Facts("", Fields.of(CODE, code)));
  }
}
