package io.waggle.launcher;

/** Exit codes of the process; the README has the same table for operators. */
public final class ExitCode {

  /** Done, or stopped in order by SIGTERM, SIGINT or the shell. */
  public static final int OK = 0;

  // 1, 3 and 4 are the shell bundle's: no peer found, nobody could be asked, a part of the node
  // that the command needs (a port) did not start.

  /** The command line or a configuration flag cannot be understood. */
  public static final int USAGE = 2;

  /** The node does not start: unreadable feature, missing or failing bundle. */
  public static final int NO_START = 5;

  /** A command of a script failed. */
  public static final int SCRIPT_FAILED = 7;

  /** The node was told to stop, but some bundle took longer than the grace and was cut off. */
  public static final int STOP_CUT = 8;

  /** Another process runs on the data directory, or it cannot be written. */
  public static final int DATA_IN_USE = 9;

  /** No node runs on the data directory, so that a command can't be given to it. */
  public static final int NO_NODE = 11;

  // 10 and 12 are the shell bundle's: a mail is kept but not stored yet, or never will be.

  private ExitCode() {}
}
