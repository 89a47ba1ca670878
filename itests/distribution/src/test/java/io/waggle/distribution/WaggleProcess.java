package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real program in a process of its own; what it prints is read line by line. */
final class WaggleProcess implements AutoCloseable {

  static final Path SCRIPT = FeatureFiles.ROOT.resolve("runtime/bin/waggle");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private WaggleProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "waggle-output");
    reader.start();
  }

  /** Starts the script with standard error in its output, in a directory of no importance. */
  static WaggleProcess start(Map<String, String> environment, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(SCRIPT.toString());
    command.addAll(words);
    return exec(environment, command);
  }

  static WaggleProcess start(String... words) {
    return start(Map.of(), List.of(words));
  }

  static WaggleProcess exec(Map<String, String> environment, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.directory(Path.of("/").toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      return new WaggleProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        seen.add(line);
        lines.add(line);
      }
    } catch (IOException e) {
      seen.add("(output cut off: " + e + ")");
    }
  }

  Process process() {
    return process;
  }

  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends its standard input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits for a line that contains the text. */
  String await(String text) throws InterruptedException {
    for (String line = next(); line != null; line = next()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("no line with '" + text + "' in:\n" + output());
  }

  private String next() throws InterruptedException {
    return lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean listensOn(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until nobody listens on a port. */
  void awaitFree(int port) throws InterruptedException {
    for (int tries = 0; listensOn(port); tries++) {
      assertThat(tries).as("port " + port + " is still open").isLessThan(300);
      lines.poll(100, TimeUnit.MILLISECONDS);
    }
  }

  /** Waits for the end; answers the exit code. */
  int end() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .as("ends; so far:\n%s", output())
        .isTrue();
    reader.join();
    return process.exitValue();
  }

  /** SIGTERM, and the end within the five seconds that are promised. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ends in 5 s:\n%s", output()).isTrue();
    return process.exitValue();
  }

  String output() {
    return String.join("\n", seen);
  }

  Stream<String> lines() {
    return seen.stream();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
