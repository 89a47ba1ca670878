package io.waggle.shell.command;

import io.waggle.api.discovery.Discovery;
import io.waggle.shell.Node;
import io.waggle.shell.line.Syntax;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The live names that can be completed. */
public final class Candidates {

  private final Node node;
  private final Supplier<? extends Collection<String>> kinds;

  /** Over the services of a node. */
  public Candidates(Node node, Supplier<? extends Collection<String>> kinds) {
    this.node = node;
    this.kinds = kinds;
  }

  /** All names of one sort, sorted. */
  public List<String> of(Syntax.Names names) {
    return stream(names).sorted().distinct().toList();
  }

  private Stream<String> stream(Syntax.Names names) {
    return switch (names) {
      case NONE -> Stream.empty();
      case TOPIC -> topics();
      case SOURCE -> discovery().flatMap(d -> d.sources().stream()).map(s -> s.id().value());
      case PEER -> peers();
      case PEER_OR_TOPIC -> Stream.concat(topics(), peers());
      case CONNECTION ->
          node.reports(Optional.empty()).stream()
              .flatMap(r -> r.connections().stream())
              .map(c -> String.valueOf(c.number()));
      case KIND -> kinds.get().stream();
      case NODE ->
          node.dhts().get().stream()
              .flatMap(d -> d.status().locals().stream())
              .map(local -> local.address())
              .filter(address -> !address.isIpv6())
              .map(String::valueOf);
      case SCOPE -> node.metrics().get().keySet().stream();
    };
  }

  private Stream<Discovery> discovery() {
    return node.hub().get().stream();
  }

  private Stream<String> topics() {
    return Stream.concat(
        discovery().flatMap(d -> d.joins().stream()).map(j -> j.topic().label()),
        node.reports(Optional.empty()).stream()
            .flatMap(r -> r.topics().keySet().stream())
            .map(t -> t.label()));
  }

  /** An IPv6 address is a list to Gogo unless it is quoted, so that its id is offered instead. */
  private Stream<String> peers() {
    return node.reports(Optional.empty()).stream()
        .flatMap(r -> r.peers().stream())
        .flatMap(
            p ->
                Stream.concat(
                    Stream.of(p.address().toString()).filter(a -> !p.address().isIpv6()),
                    p.peer().stream().map(id -> id.toString())));
  }
}
