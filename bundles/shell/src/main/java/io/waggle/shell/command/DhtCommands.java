package io.waggle.shell.command;

import io.waggle.api.dht.DhtContact;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.net.PeerAddress;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.Node;
import io.waggle.shell.Waiting;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** How the DHTs fare, who is in their tables, and what can be told them. */
final class DhtCommands {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Node node;
  private final Waiting waiting;

  DhtCommands(Node node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
  }

  List<Command> all() {
    return List.of(
        new Command(Syntax.of("dht-status", "How each DHT fares"), this::status),
        new Command(
            dht(Syntax.of("dht-table", "The nodes a DHT knows, by bucket"))
                .option("bucket", "N", "only nodes that share N leading bits with our id"),
            this::table),
        new Command(dht(Syntax.of("dht-limits", "The limits in force")), this::limits),
        new Command(dht(Syntax.of("dht-save", "Write the table to its file now")), this::save),
        new Command(
            dht(Syntax.of("dht-add", "Try a node; it is kept if it answers"))
                .required("node", Syntax.Names.NONE),
            arguments -> change("dht-add", arguments)),
        new Command(
            dht(Syntax.of("dht-remove", "Forget a node")).required("node", Syntax.Names.NODE),
            arguments -> change("dht-remove", arguments)));
  }

  static Syntax dht(Syntax syntax) {
    return syntax.option("dht", "NAME", "which DHT, the first unless given");
  }

  static DhtService chosen(Node node, Arguments arguments) {
    return node.dht(arguments.option("dht"));
  }

  private Answer status(Arguments arguments) {
    return Answer.of(
        "dht-status",
        new Section.Rows(
            "dhts",
            List.of("dht", "state", "id", "bound", "live", "waiting", "networkSize", "reason"),
            node.dhts().get().stream().map(DhtCommands::row).toList(),
            "no DHT runs: a file io.waggle.dht-<name>.cfg makes one"),
        new Section.Rows(
            "renewals",
            List.of("dht", "sweeps", "renewed", "regions", "lookupsSpared"),
            node.dhts().get().stream()
                .map(DhtCommands::renewals)
                .flatMap(Optional::stream)
                .toList(),
            "nothing has been renewed in a sweep: a source does so from 32 announcements on"));
  }

  /** What was stored again many at a time, if anything was. */
  private static Optional<Fields> renewals(DhtService dht) {
    SortedMap<String, Long> figures = dht.status().figures();
    Fields row =
        new Fields()
            .add("dht", dht.name())
            .add("sweeps", figures.getOrDefault("sweeps", 0L))
            .add("renewed", figures.getOrDefault("republished", 0L))
            .add("regions", figures.getOrDefault("regions", 0L))
            .add("lookupsSpared", figures.getOrDefault("lookups.spared", 0L));
    return Optional.of(row).filter(any -> figures.getOrDefault("republished", 0L) > 0);
  }

  private static Fields row(DhtService dht) {
    DhtStatus status = dht.status();
    return new Fields()
        .add("dht", dht.name())
        .add("state", status.state())
        .add("id", status.locals().stream().map(DhtPeerNode::id).distinct().toList())
        .add("bound", status.locals().stream().map(DhtPeerNode::address).toList())
        .add("seenAs", status.seenAs())
        .add("live", status.live())
        .add("waiting", status.waiting())
        .add("networkSize", status.networkSize())
        .add("reason", status.reason())
        .add("figures", status.figures());
  }

  private Answer table(Arguments arguments) {
    long bucket = arguments.number("bucket", -1, 0, 160);
    List<DhtContact> contacts =
        waiting
            .result(LIMIT, chosen(node, arguments).table())
            .orElseThrow(() -> new CommandException("the DHT has not answered in time"));
    return Answer.of(
        "dht-table",
        new Section.Rows(
            "nodes",
            List.of("bucket", "address", "node", "place", "known", "answered", "rttMillis"),
            contacts.stream()
                .filter(c -> bucket < 0 || c.bucket() == bucket)
                .map(DhtCommands::row)
                .toList(),
            "no node is known; 'dht-add <host:port>' names one"));
  }

  private static Fields row(DhtContact contact) {
    return new Fields()
        .add("bucket", contact.bucket())
        .add("address", contact.node().address())
        .add("node", contact.node().id())
        .add("place", contact.live() ? "live" : "waiting")
        .addSpan("known", contact.known())
        .addSpan("answered", contact.answered())
        .add("rttMillis", contact.rttMillis())
        .add("fails", contact.fails());
  }

  private Answer limits(Arguments arguments) {
    List<String> lines = chosen(node, arguments).limits();
    return Answer.of(
        "dht-limits",
        new Section.Sentences(
            "limits",
            lines.stream().map(line -> Fields.of("limit", line)).toList(),
            lines,
            "there is no limit"));
  }

  private Answer save(Arguments arguments) {
    DhtService dht = chosen(node, arguments);
    Optional<Boolean> saved = waiting.result(LIMIT, dht.save().thenApply(nothing -> true));
    if (saved.isEmpty()) {
      throw new CommandException("the table could not be written; the log says why");
    }
    return Answer.of(
        "dht-save", new Section.Facts("", new Fields().add("dht", dht.name()).add("saved", true)));
  }

  private Answer change(String command, Arguments arguments) {
    PeerAddress address = address(arguments);
    DhtService dht = chosen(node, arguments);
    if (command.equals("dht-add")) {
      dht.addNode(address);
    } else {
      dht.removeNode(address);
    }
    return Answer.of(
        command, new Section.Facts("", new Fields().add("dht", dht.name()).add("node", address)));
  }

  private static PeerAddress address(Arguments arguments) {
    try {
      return PeerAddress.parse(arguments.text("node"));
    } catch (IllegalArgumentException e) {
      throw arguments.fault(e.getMessage());
    }
  }
}
