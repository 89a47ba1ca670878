package io.waggle.interop;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParsingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process that prints one JSON object a line and takes commands in the same way. What is not JSON
 * becomes an event {@code text}, or {@code error-text} when it came on the error stream. Closing
 * kills the process.
 */
public class JsonProcess implements AutoCloseable {

  /** Enough for anything that normally takes milliseconds, on a machine that is busy. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final EventLog log;
  private final Writer stdin;
  private final Thread reader;
  private final Thread errors;

  private JsonProcess(Process process, String name) {
    this.process = process;
    this.log = new EventLog(name);
    this.stdin = process.outputWriter(StandardCharsets.UTF_8);
    this.reader = pump(process.getInputStream(), "text", name);
    this.errors = pump(process.getErrorStream(), "error-text", name + "-err");
  }

  /** Starts a command in a directory. */
  public static JsonProcess start(Path directory, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
      return new JsonProcess(process, String.join(" ", command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread pump(InputStream from, String kindOfText, String name) {
    Thread thread = new Thread(() -> read(from, kindOfText), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void read(InputStream from, String kindOfText) {
    try (BufferedReader lines =
        new BufferedReader(new java.io.InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(parse(line, kindOfText));
      }
    } catch (IOException e) {
      log.add(text("error-text", e.toString()));
    }
    if (kindOfText.equals("text")) {
      log.end();
    }
  }

  private static JsonObject parse(String line, String kindOfText) {
    if (!line.startsWith("{")) {
      return text(kindOfText, line);
    }
    try (JsonReader json = Json.createReader(new StringReader(line))) {
      return json.readObject();
    } catch (JsonParsingException e) {
      return text(kindOfText, line);
    }
  }

  private static JsonObject text(String event, String line) {
    return Json.createObjectBuilder().add("event", event).add("line", line).build();
  }

  /** What it has said. */
  public EventLog log() {
    return log;
  }

  /** The first event of this kind, now or within {@link #PATIENCE}. */
  public JsonObject await(String event) {
    return log.await(event, row -> true, PATIENCE);
  }

  /** The first event of this kind that satisfies the predicate, now or within the patience. */
  public JsonObject await(String event, Predicate<JsonObject> predicate) {
    return log.await(event, predicate, PATIENCE);
  }

  /** Sends a command. */
  public void send(JsonObject command) {
    try {
      stdin.write(command + "\n");
      stdin.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command with fields given as name, value, name, value; values are text or Integer. */
  public void send(String cmd, Object... fields) {
    var object = Json.createObjectBuilder().add("cmd", cmd);
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i + 1] instanceof Integer number) {
        object.add((String) fields[i], number);
      } else {
        object.add((String) fields[i], (String) fields[i + 1]);
      }
    }
    send(object.build());
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Asks it to end, as SIGTERM does, and waits for its exit code. */
  public int terminate(Duration limit) {
    process.destroy();
    return exitCode(limit);
  }

  /** Waits for its own end. */
  public int exitCode(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("process " + process.pid() + " did not end within " + limit);
      }
      reader.join(limit.toMillis());
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the end of a process", e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    exitCode(PATIENCE);
    errors.interrupt();
  }
}
