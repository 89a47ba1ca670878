package io.waggle.shell.command;

import io.waggle.api.server.ServerReport;
import io.waggle.shell.Node;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Servers' reports as fields. */
final class ServerView {

  private ServerView() {}

  static Section rows(List<String> columns, Node node) {
    return new Section.Rows(
        "servers",
        columns,
        node.servers().get().stream().map(ServerView::row).toList(),
        "this node runs no server");
  }

  private static Fields row(ServerReport server) {
    return new Fields()
        .add("server", server.name())
        .add("kind", server.kind())
        .add("state", server.state())
        .add("bound", server.bound())
        .add("missing", server.missing())
        .add("peers", server.peers())
        .add("names", server.names())
        .add("subscribers", server.subscribers())
        .add("reason", server.reason())
        .add("limits", limits(server.used(), server.limits()))
        .add("counters", server.counters());
  }

  /** Used and limit of each, as {@code 3/100}; a limit of 0 is none. */
  static SortedMap<String, String> limits(Map<String, Long> used, Map<String, Long> limits) {
    SortedMap<String, String> shown = new TreeMap<>();
    limits.forEach(
        (name, limit) ->
            shown.put(name, used.getOrDefault(name, 0L) + "/" + (limit == 0 ? "-" : limit)));
    return shown;
  }
}
