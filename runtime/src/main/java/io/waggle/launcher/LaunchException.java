package io.waggle.launcher;

/** What ends the launcher: one sentence for the person who typed the command, and an exit code. */
public final class LaunchException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;

  /** An end with a code of {@link ExitCode}. */
  public LaunchException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** An end with a code of {@link ExitCode}, caused by another failure. */
  public LaunchException(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A command line that cannot be understood. */
  static LaunchException usage(String message) {
    return new LaunchException(ExitCode.USAGE, message);
  }

  /** The exit code. */
  public int code() {
    return code;
  }
}
