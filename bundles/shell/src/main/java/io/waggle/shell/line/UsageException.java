package io.waggle.shell.line;

/** The command line can't be used; the message is one sentence that names the argument. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence for a person. */
  public UsageException(String message) {
    super(message);
  }
}
