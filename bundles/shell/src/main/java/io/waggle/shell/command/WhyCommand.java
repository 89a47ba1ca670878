package io.waggle.shell.command;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.shell.Command;
import io.waggle.shell.Node;
import io.waggle.shell.SightingBook;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.line.TopicName;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Explains a peer or a topic: who was asked, what was tried, what came of it. */
public final class WhyCommand {

  private static final int LEAST_PREFIX = 4;

  private final Node node;
  private final SightingBook book;

  /** Over the services of a node. */
  public WhyCommand(Node node, SightingBook book) {
    this.node = node;
    this.book = book;
  }

  /** The command. */
  public Command command() {
    return new Command(
        Syntax.of("why", "The trail of a peer or topic: who was asked, what was tried")
            .required("peer|topic", Syntax.Names.PEER_OR_TOPIC)
            .option("swarm", "NAME", "which swarm, the first one unless given"),
        this::why);
  }

  private Answer why(Arguments arguments) {
    String text = arguments.text("peer|topic");
    Optional<PeerAddress> address = address(arguments, text);
    return address.isPresent() ? peer(arguments, address.get()) : topic(arguments, text);
  }

  /** A peer is named by its address, or by the beginning of its id. */
  private Optional<PeerAddress> address(Arguments arguments, String text) {
    try {
      return Optional.of(PeerAddress.parse(text));
    } catch (IllegalArgumentException notAnAddress) {
      String prefix = text.toLowerCase(Locale.ROOT);
      if (prefix.length() < LEAST_PREFIX || node.swarms().get().isEmpty()) {
        return Optional.empty();
      }
      return node.swarm(arguments.option("swarm")).report().peers().stream()
          .filter(p -> p.peer().filter(id -> id.toString().startsWith(prefix)).isPresent())
          .map(PeerReport::address)
          .findFirst();
    }
  }

  private Answer peer(Arguments arguments, PeerAddress address) {
    Swarm swarm = node.swarm(arguments.option("swarm"));
    Optional<PeerReport> report =
        swarm.report().peers().stream().filter(p -> p.address().equals(address)).findFirst();
    List<TrailEntry> trail = swarm.trail(address);
    Fields fields =
        new Fields()
            .add("peer", address)
            .add("swarm", swarm.name())
            .add("state", report.map(PeerReport::state))
            .add("id", report.flatMap(PeerReport::peer))
            .add("attempts", report.map(PeerReport::attempts))
            .add("lastError", report.map(PeerReport::lastError))
            .add("meaning", PeerMeaning.sentence(report));
    NatView.addTo(fields, node.observers().get());
    return Answer.of(
        "why",
        new Section.Facts("", fields),
        WhyView.claims(book.where(s -> s.address().equals(address))),
        WhyView.trail(trail));
  }

  private Answer topic(Arguments arguments, String text) {
    Topic topic = resolve(text);
    Collection<JoinReport> joins = node.hub().get().map(Discovery::joins).orElse(List.of());
    Optional<JoinReport> join = joins.stream().filter(j -> j.topic().equals(topic)).findFirst();
    Fields fields =
        new Fields()
            .add("topic", topic)
            .add("label", topic.label())
            .add("realm", topic.realm())
            .add("outcome", join.map(j -> j.outcome().kind()))
            .add("peers", join.map(j -> j.outcome().peers()))
            .add(
                "meaning",
                join.map(j -> Outcomes.sentence(j.outcome()))
                    .orElse("nobody has joined this topic; 'join " + text + "' does"));
    NatView.addTo(fields, node.observers().get());
    List<TrailEntry> trail =
        node.swarms().get().isEmpty()
            ? List.of()
            : node.swarm(arguments.option("swarm")).trail(topic);
    return Answer.of(
        "why",
        new Section.Facts("", fields),
        WhyView.asked(
            topic,
            join,
            new ArrayList<>(node.hub().get().map(Discovery::sources).orElse(List.of()))),
        WhyView.claims(book.where(s -> s.topic().equals(topic))),
        WhyView.trail(trail));
  }

  private Topic resolve(String text) {
    Set<Topic> open = new LinkedHashSet<>();
    node.hub().get().ifPresent(d -> d.joins().forEach(j -> open.add(j.topic())));
    node.reports(Optional.empty()).forEach(r -> open.addAll(r.topics().keySet()));
    return TopicName.among(open, text)
        .orElseGet(
            () -> {
              try {
                return TopicName.parse(text, false, Topic.PUBLIC);
              } catch (IllegalArgumentException e) {
                throw new io.waggle.shell.CommandException("why: " + e.getMessage());
              }
            });
  }
}
