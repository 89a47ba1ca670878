package io.waggle.shell.command;

import io.waggle.api.dht.DhtHop;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.StoreReport;
import io.waggle.api.net.PeerAddress;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Walks through a DHT: to an id, to the peers of a topic, and to announce us there. */
final class DhtLookupCommands {

  private static final int WIRE_KEY = 20;

  private final Node node;
  private final Waiting waiting;

  DhtLookupCommands(Node node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
  }

  List<Command> all() {
    return List.of(
        new Command(
            walk(Syntax.of("dht-lookup", "Find the nodes nearest to an id"))
                .required("id", Syntax.Names.NONE),
            this::lookup),
        new Command(
            TopicName.addTo(
                walk(Syntax.of("dht-peers", "Find the peers of a topic in a DHT")),
                Syntax.Names.TOPIC),
            this::peers),
        new Command(
            TopicName.addTo(
                    walk(Syntax.of("dht-announce", "Announce a port at a topic in a DHT")),
                    Syntax.Names.TOPIC)
                .optional("port", Syntax.Names.NONE),
            this::announce));
  }

  private static Syntax walk(Syntax syntax) {
    return DhtCommands.dht(syntax)
        .flag("trace", "every node that was asked, in order")
        .option("width", "N", "nodes that must have answered at the end, as configured")
        .option("paths", "N", "disjoint paths, as configured")
        .option("seconds", "N", "how long to wait, 30 unless given");
  }

  static Duration limit(Arguments arguments) {
    return Duration.ofSeconds(arguments.number("seconds", 30, 1, 3600));
  }

  private static DhtLookup options(Arguments arguments) {
    int width = (int) arguments.number("width", 0, 1, 64);
    int paths = (int) arguments.number("paths", 0, 1, 16);
    return new DhtLookup(width, paths, false);
  }

  private static NodeId key(Arguments arguments) {
    byte[] key = TopicName.of(arguments).wireKey();
    if (key.length != WIRE_KEY) {
      throw arguments.fault("a DHT's keys have 20 bytes, not " + key.length);
    }
    return NodeId.of(key);
  }

  /** What came of it; it is ended in any case. */
  static <T> T await(Waiting waiting, DhtOperation<T> operation, Arguments arguments) {
    Optional<T> result = waiting.result(limit(arguments), operation.result());
    operation.cancel();
    return result.orElseThrow(
        () -> new CommandException("it has failed or not ended in time; try 'dht-status'"));
  }

  private Answer lookup(Arguments arguments) {
    NodeId target;
    try {
      target = NodeId.parse(arguments.text("id"));
    } catch (IllegalArgumentException e) {
      throw arguments.fault(e.getMessage());
    }
    DhtService dht = DhtCommands.chosen(node, arguments);
    LookupReport report = await(waiting, dht.findNodes(target, options(arguments)), arguments);
    return new Answer("dht-lookup", walked(report, arguments, List.of()));
  }

  private Answer peers(Arguments arguments) {
    Set<PeerAddress> found = new ConcurrentSkipListSet<>();
    DhtService dht = DhtCommands.chosen(node, arguments);
    LookupReport report =
        await(waiting, dht.getPeers(key(arguments), options(arguments), found::add), arguments);
    Section peers =
        new Section.Rows(
            "peers",
            List.of("address"),
            found.stream().map(p -> Fields.of("address", p)).toList(),
            "nobody has announced a peer there");
    return new Answer("dht-peers", walked(report, arguments, List.of(peers)));
  }

  private static List<Section> walked(
      LookupReport report, Arguments arguments, List<Section> found) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section.Facts(
            "",
            new Fields()
                .add("target", report.target())
                .add("requests", report.requests())
                .add("replies", report.replies())
                .add("dead", report.dead())
                .add("hops", report.hops())
                .addSpan("took", report.duration())));
    sections.addAll(found);
    sections.add(nodes("nodes", report.closest(), "no node answered"));
    if (arguments.flag("trace")) {
      sections.add(
          new Section.Rows(
              "trace",
              List.of("asked", "answered", "hops", "state", "address", "node", "source"),
              report.trace().stream().map(DhtLookupCommands::hop).toList(),
              "nobody was asked"));
    }
    return sections;
  }

  private static Fields hop(DhtHop hop) {
    return new Fields()
        .addSpan("asked", hop.asked())
        .addSpan("answered", hop.answered())
        .add("hops", hop.hops())
        .add("state", hop.state())
        .add("address", hop.node().address())
        .add("node", hop.node().id())
        .add("source", hop.source());
  }

  static Section nodes(String name, List<DhtPeerNode> nodes, String whenEmpty) {
    return new Section.Rows(
        name,
        List.of("address", "node"),
        nodes.stream()
            .map(n -> new Fields().add("address", place(n.address())).add("node", n.id()))
            .toList(),
        whenEmpty);
  }

  private static String place(PeerAddress address) {
    return address.port() == 0 ? "this node" : address.toString();
  }

  private Answer announce(Arguments arguments) {
    Optional<Integer> port = arguments.optional("port").map(text -> port(text, arguments));
    DhtService dht = DhtCommands.chosen(node, arguments);
    StoreReport report =
        await(
            waiting, dht.announce(key(arguments), port, options(arguments), peer -> {}), arguments);
    return Answer.of(
        "dht-announce",
        new Section.Facts("", stored(report).add("port", port)),
        nodes("holders", report.holders(), "no node has taken it"));
  }

  static Fields stored(StoreReport report) {
    return new Fields()
        .add("copies", report.holders().size())
        .add("asked", report.asked())
        .add("refusal", report.refusal());
  }

  private static int port(String text, Arguments arguments) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls to the sentence below, which says more.
    }
    throw arguments.fault("argument <port> is '" + text + "', but must be 1..65535");
  }
}
