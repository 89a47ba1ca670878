package io.waggle.interop;

import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An application on a swarm that behaves as {@code swarm-peer.js} does, and keeps a log of the same
 * events: it says a line on each connection, and answers each line with {@code echo <line>}.
 */
public final class Talker implements SwarmListener {

  private final EventLog log = new EventLog("our node");
  private final String greeting;

  /**
   * @param greeting said on each connection
   */
  public Talker(String greeting) {
    this.greeting = greeting;
  }

  /** What has happened. */
  public EventLog log() {
    return log;
  }

  @Override
  public void event(SwarmEvent event) {
    if (event instanceof SwarmEvent.Connected connected) {
      Connection connection = connected.connection();
      log.add(row("connection", connection.info()).build());
      Thread thread = new Thread(() -> talk(connection), "talker");
      thread.setDaemon(true);
      thread.start();
    } else if (event instanceof SwarmEvent.Closed closed) {
      String reason = closed.reason().toString();
      log.add(row("connection-closed", closed.connection()).add("reason", reason).build());
    } else {
      log.add(
          Json.createObjectBuilder()
              .add("event", event.getClass().getSimpleName())
              .add("detail", event.toString())
              .build());
    }
  }

  private static JsonObjectBuilder row(String event, ConnectionInfo info) {
    return Json.createObjectBuilder()
        .add("event", event)
        .add("number", info.number())
        .add("type", info.transport())
        .add("initiator", info.initiator())
        .add("host", info.address().host().getHostAddress())
        .add("port", info.address().port())
        .add("id", info.peer().map(Object::toString).orElse(""));
  }

  private void talk(Connection connection) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.input(), StandardCharsets.UTF_8))) {
      say(connection, greeting);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        log.add(row("line", connection.info()).add("line", line).build());
        if (!line.startsWith("echo ")) {
          say(connection, "echo " + line);
        }
      }
    } catch (IOException e) {
      log.add(row("connection-error", connection.info()).add("error", e.toString()).build());
    } finally {
      connection.close();
    }
  }

  /** Says a line on a connection; several threads may, one after the other. */
  public static void say(Connection connection, String line) throws IOException {
    synchronized (connection) {
      OutputStream out = connection.output();
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
