package io.waggle.shell;

/** A command could not do what was asked; the message is a sentence for the operator. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence for a person. */
  public CommandException(String message) {
    super(message);
  }
}
