package io.waggle.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the system that come to their end, such as {@code ip}. */
final class SystemCommand {

  private static final long LIMIT_SECONDS = 20;

  private SystemCommand() {}

  /** Runs one; what it complained of, or an empty text. */
  static String complaint(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean done = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      return done && process.exitValue() == 0 ? "" : "failed " + output.strip();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Runs one; what it complained of, or an empty text. */
  static String complaint(String... command) {
    return complaint(List.of(command));
  }

  /** Runs one that has to succeed. */
  static void must(List<String> command) {
    String refused = complaint(command);
    if (!refused.isEmpty()) {
      throw new IllegalStateException(String.join(" ", command) + ": " + refused);
    }
  }

  /** Runs one that has to succeed. */
  static void must(String... command) {
    must(List.of(command));
  }
}
