package io.waggle.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/**
 * The streams of the process.
 *
 * @param in standard input
 * @param out standard output, for what was asked for
 * @param err standard error, for everything else
 * @param log the log
 */
record Streams(InputStream in, PrintStream out, PrintStream err, LogLines log) {

  /**
   * Takes standard output for the launcher: whatever else prints to {@code System.out}, which is
   * the default log above all, goes to standard error from here on.
   */
  static Streams take() {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    LogLines log = new LogLines(System.err, InstantSource.system());
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    return new Streams(System.in, out, System.err, log);
  }

  /** Lets the log go to a file, because it would write over the prompt of a shell. */
  void logTo(Path file) throws LaunchException {
    try {
      log.sendTo(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new LaunchException(ExitCode.DATA_IN_USE, "cannot write " + file + ": " + e, e);
    }
  }
}
