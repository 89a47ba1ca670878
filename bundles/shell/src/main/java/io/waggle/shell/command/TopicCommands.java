package io.waggle.shell.command;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joining and leaving topics. */
public final class TopicCommands {

  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(5);

  private final Node node;
  private final Waiting waiting;

  /** Over the services of a node. */
  public TopicCommands(Node node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
  }

  /** The commands. */
  public List<Command> all() {
    return List.of(
        new Command(
            TopicName.addTo(
                    Syntax.of("join", "Join a topic: find its peers and connect to them"),
                    Syntax.Names.NONE)
                .option("swarm", "NAME", "which swarm, the first one unless given")
                .flag("no-announce", "look for others, but do not tell them of us")
                .flag("no-lookup", "let others find us, but do not look for them")
                .option("wait", "SECONDS", "wait until every source has been asked once"),
            this::join),
        new Command(
            Syntax.of("leave", "Leave a topic; its connections stay open")
                .required("topic", Syntax.Names.TOPIC)
                .option("swarm", "NAME", "which swarm, the first one unless given"),
            this::leave),
        new Command(
            Syntax.of("topics", "The topics that are joined and what came of them"), this::topics));
  }

  private Answer join(Arguments arguments) {
    Topic topic = TopicName.of(arguments);
    if (arguments.flag("no-announce") && arguments.flag("no-lookup")) {
      throw arguments.fault("'--no-announce' and '--no-lookup' together leave nothing to do");
    }
    long wait = arguments.number("wait", 0, 0, 3600);
    Swarm swarm = node.swarm(arguments.option("swarm"));
    SwarmJoinOptions options =
        new SwarmJoinOptions(!arguments.flag("no-announce"), !arguments.flag("no-lookup"));
    SwarmJoin join = swarm.join(topic, options);
    Fields fields =
        new Fields()
            .add("joined", topic)
            .add("label", topic.label())
            .add("swarm", swarm.name())
            .add("announce", options.announce())
            .add("lookup", options.lookup());
    if (wait > 0) {
      addOutcome(fields, waiting.result(Duration.ofSeconds(wait), join.flushed()));
    }
    return Answer.of("join", new Section.Facts("", fields));
  }

  private static void addOutcome(Fields fields, Optional<Outcome> outcome) {
    fields
        .add("outcome", outcome.map(Outcome::kind))
        .add("peers", outcome.map(Outcome::peers))
        .add("meaning", outcome.map(Outcomes::sentence).orElse("not all sources are done yet"));
  }

  private Answer leave(Arguments arguments) {
    Swarm swarm = node.swarm(arguments.option("swarm"));
    Map<Topic, SwarmJoinOptions> joined = swarm.report().topics();
    String name = arguments.text("topic");
    Topic topic =
        TopicName.among(joined.keySet(), name)
            .orElseThrow(
                () ->
                    new CommandException(
                        "swarm '%s' has not joined a topic '%s'; 'topics' lists those it has"
                            .formatted(swarm.name(), name)));
    // Joining again with the same options changes nothing and gives the join to end.
    SwarmJoin join = swarm.join(topic, joined.get(topic));
    Optional<List<SourceWithdrawal>> withdrawn = waiting.result(LEAVE_LIMIT, join.leave());
    Fields fields =
        new Fields()
            .add("left", topic)
            .add("swarm", swarm.name())
            .add("complete", withdrawn.isPresent());
    return Answer.of(
        "leave",
        new Section.Facts("", fields),
        new Section.Rows(
            "withdrawals",
            List.of("source", "removedNow", "goneBy", "problem"),
            withdrawn.orElse(List.of()).stream().map(TopicCommands::withdrawal).toList(),
            "nothing was announced that had to be taken back"));
  }

  private static Fields withdrawal(SourceWithdrawal answer) {
    return new Fields()
        .add("source", answer.source())
        .add("removedNow", answer.withdrawal().map(Withdrawal::removedNow))
        .add("goneBy", answer.withdrawal().map(Withdrawal::goneBy))
        .add("problem", answer.fault().map(f -> f.message()));
  }

  private Answer topics(Arguments arguments) {
    List<JoinReport> joins =
        new ArrayList<>(node.hub().get().map(Discovery::joins).orElse(List.of()));
    List<Fields> rows = new ArrayList<>();
    for (SwarmReport swarm : node.reports(Optional.empty())) {
      swarm
          .topics()
          .forEach((topic, options) -> rows.add(row(topic, swarm, options, take(joins, topic))));
    }
    for (JoinReport join : joins) {
      rows.add(row(join));
    }
    return Answer.of(
        "topics",
        new Section.Rows(
            "topics",
            List.of("topic", "swarm", "announce", "lookup", "since", "outcome", "peers", "open"),
            rows,
            "no topic is joined; 'join <topic>' joins one"));
  }

  /** The hub's join behind a swarm's topic; each is shown once. */
  private static Optional<JoinReport> take(Collection<JoinReport> joins, Topic topic) {
    Optional<JoinReport> found = joins.stream().filter(j -> j.topic().equals(topic)).findFirst();
    found.ifPresent(joins::remove);
    return found;
  }

  private static Fields row(
      Topic topic, SwarmReport swarm, SwarmJoinOptions options, Optional<JoinReport> join) {
    long open = swarm.connections().stream().filter(c -> c.topics().contains(topic)).count();
    return topic(topic)
        .add("swarm", swarm.name())
        .add("announce", options.announce())
        .add("lookup", options.lookup())
        .add("since", join.map(JoinReport::since))
        .add("outcome", join.map(j -> j.outcome().kind()))
        .add("peers", join.map(j -> j.outcome().peers()))
        .add("open", open);
  }

  private static Fields row(JoinReport join) {
    return topic(join.topic())
        .add("swarm", null)
        .add("announce", join.options().announcePort().isPresent())
        .add("lookup", join.options().lookup())
        .add("since", join.since())
        .add("outcome", join.outcome().kind())
        .add("peers", join.outcome().peers())
        .add("open", null);
  }

  private static Fields topic(Topic topic) {
    return new Fields()
        .add("topic", topic)
        .add("realm", topic.realm())
        .add("hashing", topic.hashing());
  }
}
