package io.waggle.shell.oneshot;

/** Exit codes of one-shot commands; the README has the same table. */
public final class ExitCode {

  /** What was asked for was done; a lookup found at least one peer. */
  public static final int OK = 0;

  /** Sources answered, and none knows a peer. */
  public static final int NO_PEERS = 1;

  /** The command line or its configuration can't be used. */
  public static final int USAGE = 2;

  /** Nobody could be asked: there is no source, or every source failed. */
  public static final int NO_ANSWER = 3;

  /** A part of the node that the command needs did not start. */
  public static final int NOT_STARTED = 4;

  private ExitCode() {}
}
