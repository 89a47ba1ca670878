package io.waggle.shell.command;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.Topic;
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
import java.util.Collection;
import java.util.List;

/** How the sources fare, and asking one of them alone. */
public final class SourceCommands {

  private final Node node;
  private final Waiting waiting;

  /** Over the services of a node. */
  public SourceCommands(Node node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
  }

  /** The commands. */
  public List<Command> all() {
    return List.of(
        new Command(
            Syntax.of("sources", "Where peers are looked for, and how each source fares")
                .optional("source", Syntax.Names.SOURCE),
            this::sources),
        new Command(
            Syntax.of("source-pause", "Stop asking a source until it is resumed")
                .required("source", Syntax.Names.SOURCE),
            arguments -> pause("source-pause", arguments, true)),
        new Command(
            Syntax.of("source-resume", "Ask a paused source again")
                .required("source", Syntax.Names.SOURCE),
            arguments -> pause("source-resume", arguments, false)),
        new Command(
            TopicName.addTo(
                    Syntax.of("test-source", "Ask one source for one topic and show its answer")
                        .required("source", Syntax.Names.SOURCE),
                    Syntax.Names.TOPIC)
                .option("seconds", "N", "how long to wait for the answer, 40 unless given"),
            this::test));
  }

  private Answer sources(Arguments arguments) {
    Collection<SourceReport> reports = node.discovery().sources();
    if (arguments.optional("source").isPresent()) {
      SourceReport report = find(node.discovery(), arguments.text("source"));
      return Answer.of(
          "sources",
          new Section.Facts("source", SourceView.all(report)),
          new Section.Facts("figures", SourceView.figures(report)));
    }
    return Answer.of(
        "sources",
        new Section.Rows(
            "sources",
            List.of(
                "source", "kind", "state", "role", "rank", "does", "realms", "topics", "reason"),
            reports.stream().map(SourceView::row).toList(),
            "there is no source; 'source-add <kind> <name> <key=value>...' makes one"));
  }

  static SourceReport find(Discovery discovery, String id) {
    Collection<SourceReport> reports = discovery.sources();
    return reports.stream()
        .filter(r -> r.id().value().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "there is no source '%s'; there is %s"
                        .formatted(
                            id,
                            reports.isEmpty()
                                ? "none at all"
                                : String.join(
                                    ", ", reports.stream().map(r -> r.id().value()).toList()))));
  }

  private Answer pause(String command, Arguments arguments, boolean paused) {
    Discovery discovery = node.discovery();
    SourceId id = find(discovery, arguments.text("source")).id();
    discovery.pause(id, paused);
    return Answer.of(
        command, new Section.Facts("", new Fields().add("source", id).add("paused", paused)));
  }

  private Answer test(Arguments arguments) {
    Topic topic = TopicName.of(arguments);
    Duration limit = Duration.ofSeconds(arguments.number("seconds", 40, 1, 3600));
    Discovery discovery = node.discovery();
    SourceId id = find(discovery, arguments.text("source")).id();
    ProbeReport probe =
        waiting
            .result(limit, discovery.probe(id, topic))
            .orElseThrow(
                () ->
                    new CommandException(
                        "source '%s' has not ended its round within %d s"
                            .formatted(id, limit.toSeconds())));
    RoundReport round = probe.round();
    Fields fields =
        new Fields()
            .add("source", id)
            .add("topic", topic)
            .addSpan("took", round.took())
            .addSpan("firstPeer", round.firstPeer())
            .add("found", round.found())
            .add("filtered", round.filtered())
            .add("fault", round.fault().map(SourceFault::code))
            .add("message", round.fault().map(SourceFault::message));
    return Answer.of(
        "test-source",
        new Section.Facts("", fields),
        new Section.Rows(
            "peers",
            List.of("address"),
            probe.peers().stream().map(p -> new Fields().add("address", p)).toList(),
            round.fault().isPresent() ? "the round failed" : "the source knows no peer"));
  }
}
