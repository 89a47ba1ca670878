package io.waggle.shell.command;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.swarm.SwarmReport;
import io.waggle.shell.Command;
import io.waggle.shell.Machine;
import io.waggle.shell.Node;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The whole node on one screen, its servers, and its figures. */
public final class StatusCommands {

  private final Node node;
  private final Supplier<Machine> machine;

  /** Over the services of a node. */
  public StatusCommands(Node node, Supplier<Machine> machine) {
    this.node = node;
    this.machine = machine;
  }

  /** The commands. */
  public List<Command> all() {
    return List.of(
        new Command(Syntax.of("status", "The node on one screen"), this::status),
        new Command(Syntax.of("servers", "The servers this node runs for others"), this::servers),
        new Command(
            Syntax.of("metrics", "Counters and gauges of every part")
                .optional("scope", Syntax.Names.SCOPE),
            this::metrics));
  }

  private Answer status(Arguments arguments) {
    Machine now = machine.get();
    Fields process =
        new Fields()
            .add("version", now.version())
            .add("java", now.java())
            .addSpan("uptime", now.uptime())
            .add("heapMib", now.heapUsed() >> 20)
            .add("heapLimitMib", now.heapLimit() >> 20);
    Collection<SourceReport> sources = node.hub().get().map(Discovery::sources).orElse(List.of());
    return Answer.of(
        "status",
        new Section.Facts("", process),
        new Section.Rows(
            "swarms",
            List.of(
                "swarm", "id", "state", "listening", "topics", "peers", "connections", "limits"),
            node.reports(Optional.empty()).stream().map(StatusCommands::swarm).toList(),
            "no swarm runs"),
        new Section.Rows(
            "sources",
            List.of("source", "kind", "state", "topics", "reason"),
            sources.stream().map(SourceView::row).toList(),
            node.hub().get().isPresent() ? "there is no source" : "no discovery service runs"),
        NatView.rows(node.observers().get()),
        ServerView.rows(List.of("server", "kind", "state", "bound", "peers"), node));
  }

  private Answer servers(Arguments arguments) {
    return Answer.of(
        "servers",
        ServerView.rows(
            List.of("server", "kind", "state", "bound", "peers", "names", "subscribers", "reason"),
            node));
  }

  private static Fields swarm(SwarmReport swarm) {
    return new Fields()
        .add("swarm", swarm.name())
        .add("id", swarm.id())
        .add("state", swarm.state())
        .add("reason", swarm.reason())
        .add("listening", new TreeMap<>(swarm.listening()))
        .add("topics", swarm.topics().size())
        .add("peers", swarm.peers().size())
        .add("connections", swarm.connections().size())
        .add("limits", ServerView.limits(swarm.used(), swarm.limits()))
        .add("used", swarm.used())
        .add("counters", swarm.counters());
  }

  private Answer metrics(Arguments arguments) {
    String prefix = arguments.optional("scope").orElse("");
    List<Fields> rows = new ArrayList<>();
    node.metrics()
        .get()
        .forEach(
            (scope, metrics) ->
                metrics
                    .snapshot()
                    .forEach(
                        (name, value) -> {
                          if (scope.startsWith(prefix)) {
                            rows.add(
                                new Fields()
                                    .add("scope", scope)
                                    .add("name", name)
                                    .add("value", value));
                          }
                        }));
    return Answer.of(
        "metrics",
        new Section.Rows(
            "metrics", List.of("scope", "name", "value"), rows, "no part publishes figures"));
  }
}
