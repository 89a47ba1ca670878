package io.waggle.mailbox.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A Java process of a test that is killed in the middle of its work. If it ends otherwise, or was
 * not killed in time, the test fails with what the process said.
 */
public final class ChildProcess {

  private static final int MOST_SECONDS = 120;
  private static final int LAST_LINES = 30;

  /** 128 and the number of the signal. */
  private static final int KILLED = 137;

  private final Process process;
  private final Path errors;
  private final Deque<String> last = new ArrayDeque<>();
  private volatile boolean late;

  private ChildProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /**
   * Runs one until it is killed.
   *
   * @param each hears each line that it says, and may kill it
   */
  public static void run(
      Class<?> main, List<String> arguments, BiConsumer<String, ChildProcess> each)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    Path errors = Files.createTempFile("child", ".err");
    try {
      Process started = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      new ChildProcess(started, errors).listen(each);
    } finally {
      Files.delete(errors);
    }
  }

  private void listen(BiConsumer<String, ChildProcess> each)
      throws IOException, InterruptedException {
    process.onExit().orTimeout(MOST_SECONDS, TimeUnit.SECONDS).exceptionally(this::late);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        remember(line);
        each.accept(line, this);
      }
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as(this::words).isTrue();
    } finally {
      kill();
    }
    assertThat(late).as(this::words).isFalse();
    assertThat(process.exitValue()).as(this::words).isEqualTo(KILLED);
  }

  private Process late(Throwable timeout) {
    late = true;
    kill();
    return process;
  }

  private void remember(String line) {
    last.add(line);
    if (last.size() > LAST_LINES) {
      last.remove();
    }
  }

  private String words() {
    try {
      return (late ? "not killed after " + MOST_SECONDS + " s" : "ended by something else")
          + "; it said\n"
          + String.join("\n", last)
          + "\n"
          + Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By its handle, since the process itself would close what it has said. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }
}
