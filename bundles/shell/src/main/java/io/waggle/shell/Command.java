package io.waggle.shell;

import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;

/**
 * A command: what it takes and what it does.
 *
 * @param syntax what it takes
 * @param body what it does
 */
public record Command(Syntax syntax, Body body) {

  /** What a command does; called on the thread of the shell's session, which it may block. */
  @FunctionalInterface
  public interface Body {

    /**
     * Runs the command.
     *
     * @throws CommandException if it can't do what was asked
     */
    Answer run(Arguments arguments);
  }
}
