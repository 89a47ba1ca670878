package io.waggle.shell.command;

import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmReport;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.Node;
import io.waggle.shell.Waiting;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.line.TopicName;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Peers, connections, and a line to one of them. */
public final class PeerCommands {

  private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

  private final Node node;
  private final Waiting waiting;

  /** Over the services of a node. */
  public PeerCommands(Node node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
  }

  /** The commands. */
  public List<Command> all() {
    return List.of(
        new Command(
            Syntax.of("peers", "The addresses a swarm keeps in mind and what it does about them")
                .option("swarm", "NAME", "of one swarm only")
                .option("topic", "TOPIC", "found at one topic only")
                .option("state", "STATE", "in one state only, such as CONNECTED or WAITING"),
            this::peers),
        new Command(
            Syntax.of("connections", "The connections that are open")
                .option("swarm", "NAME", "of one swarm only"),
            this::connections),
        new Command(
            Syntax.of("send", "Send a line of text to a connection")
                .required("connection", Syntax.Names.CONNECTION)
                .many("text", true)
                .option("swarm", "NAME", "which swarm, the first one unless given"),
            this::send));
  }

  private Answer peers(Arguments arguments) {
    Optional<PeerReport.State> state = arguments.option("state").map(s -> state(arguments, s));
    Optional<String> topic = arguments.option("topic");
    List<Fields> rows = new ArrayList<>();
    for (SwarmReport swarm : node.reports(arguments.option("swarm"))) {
      swarm.peers().stream()
          .filter(p -> state.isEmpty() || p.state() == state.get())
          .filter(p -> topic.isEmpty() || TopicName.among(p.topics(), topic.get()).isPresent())
          .forEach(p -> rows.add(row(swarm.name(), p)));
    }
    return Answer.of(
        "peers",
        new Section.Rows(
            "peers",
            List.of("address", "state", "peer", "topics", "sources", "nextDial", "lastError"),
            rows,
            "no peer is known; 'why <topic>' tells who was asked"));
  }

  private static PeerReport.State state(Arguments arguments, String text) {
    try {
      return PeerReport.State.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw arguments.fault(
          "option '--state' is '%s', but must be one of %s"
              .formatted(text, Arrays.toString(PeerReport.State.values())));
    }
  }

  private static Fields row(String swarm, PeerReport peer) {
    return new Fields()
        .add("swarm", swarm)
        .add("address", peer.address())
        .add("state", peer.state())
        .add("peer", peer.peer())
        .add("topics", peer.topics())
        .add("sources", peer.sources())
        .add("attempts", peer.attempts())
        .addSpan("nextDial", peer.nextDial())
        .add("lastError", peer.lastError());
  }

  private Answer connections(Arguments arguments) {
    List<Fields> rows = new ArrayList<>();
    for (SwarmReport swarm : node.reports(arguments.option("swarm"))) {
      swarm.connections().forEach(c -> rows.add(row(c)));
    }
    return Answer.of(
        "connections",
        new Section.Rows(
            "connections",
            List.of(
                "number",
                "swarm",
                "peer",
                "address",
                "transport",
                "handshake",
                "direction",
                "topics",
                "bytesIn",
                "bytesOut",
                "age"),
            rows,
            "no connection is open"));
  }

  private static Fields row(ConnectionInfo connection) {
    return new Fields()
        .add("number", connection.number())
        .add("swarm", connection.swarm())
        .add("peer", connection.peer())
        .add("address", connection.address())
        .add("transport", connection.transport())
        .add("direction", connection.initiator() ? "out" : "in")
        .add("initiator", connection.initiator())
        .add("handshake", connection.handshake())
        .add("topics", connection.topics())
        .add("sources", connection.sources())
        .add("bytesIn", connection.bytesIn())
        .add("bytesOut", connection.bytesOut())
        .addSpan("age", connection.age());
  }

  private Answer send(Arguments arguments) {
    long number = arguments.number("connection");
    Swarm swarm = node.swarm(arguments.option("swarm"));
    Connection connection =
        swarm.connections().stream()
            .filter(c -> c.info().number() == number)
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandException(
                        "swarm '%s' has no connection %d; 'connections' lists those it has"
                            .formatted(swarm.name(), number)));
    byte[] line =
        (String.join(" ", arguments.many("text")) + "\n").getBytes(StandardCharsets.UTF_8);
    // A stage of Void has no value to tell success by.
    Optional<Boolean> written =
        waiting.result(
            WRITE_LIMIT, connection.write(ByteBuffer.wrap(line)).thenApply(nothing -> true));
    if (written.isEmpty()) {
      throw new CommandException(
          "connection %d did not take the text within %d s; it may be closed or its peer reads"
                  .formatted(number, WRITE_LIMIT.toSeconds())
              + " nothing");
    }
    return Answer.of(
        "send",
        new Section.Facts("", new Fields().add("connection", number).add("bytes", line.length)));
  }
}
