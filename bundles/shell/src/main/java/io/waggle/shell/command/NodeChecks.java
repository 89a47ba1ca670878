package io.waggle.shell.command;

import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.server.ServerReport;
import io.waggle.api.swarm.SwarmReport;
import io.waggle.shell.Finding;
import io.waggle.shell.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What sources, swarms, servers and DHTs complain of. */
public final class NodeChecks {

  private final Node node;

  /** Over the services of a node. */
  public NodeChecks(Node node) {
    this.node = node;
  }

  /** Sources that are not up, and a hub without sources. */
  public List<Finding> sources() {
    if (node.hub().get().isEmpty()) {
      return List.of(
          Finding.problem(
              "discovery", "no discovery service runs, so nobody looks for peers or announces us"));
    }
    Collection<SourceReport> sources = node.discovery().sources();
    List<Finding> findings = new ArrayList<>();
    if (sources.isEmpty()) {
      findings.add(
          Finding.problem(
              "discovery", "there is no source, so no peer can be found: 'source-add' makes one"));
    }
    sources.forEach(s -> finding(s).ifPresent(findings::add));
    return findings;
  }

  private static Optional<Finding> finding(SourceReport source) {
    String subject = "source " + source.id();
    if (source.paused()) {
      return Optional.of(
          Finding.note(subject, "it is paused: 'source-resume " + source.id() + "' lets it go on"));
    }
    String because = source.reason().isEmpty() ? "" : ": " + source.reason();
    return switch (source.state()) {
      case UP -> Optional.empty();
      case STARTING -> Optional.of(Finding.note(subject, "it is starting" + because));
      case DEGRADED -> Optional.of(Finding.problem(subject, "it works in part" + because));
      case DOWN -> Optional.of(Finding.problem(subject, "it does not work" + because));
      case DISABLED ->
          Optional.of(Finding.problem(subject, "it is not used until it is changed" + because));
    };
  }

  /** Swarms that are not up. */
  public List<Finding> swarms() {
    List<Finding> findings = new ArrayList<>();
    for (SwarmReport swarm : node.reports(Optional.empty())) {
      String subject = "swarm " + swarm.name();
      if (swarm.state() != SourceState.UP) {
        String because = swarm.reason().isEmpty() ? "" : ": " + swarm.reason();
        findings.add(Finding.problem(subject, "it is " + swarm.state() + because));
      } else if (swarm.listening().isEmpty()) {
        findings.add(Finding.problem(subject, "it listens on no port, so nobody can dial us"));
      }
    }
    return findings;
  }

  /** Servers that are not up, and ports they could not open. */
  public List<Finding> servers() {
    List<Finding> findings = new ArrayList<>();
    for (ServerReport server : node.servers().get()) {
      String subject = "server " + server.kind() + "/" + server.name();
      if (server.state() != SourceState.UP && server.missing().isEmpty()) {
        String because = server.reason().isEmpty() ? "" : ": " + server.reason();
        findings.add(Finding.problem(subject, "it is " + server.state() + because));
      }
      server
          .missing()
          .forEach(
              (port, reason) ->
                  findings.add(
                      Finding.problem(subject, "it can't listen on port " + port + ": " + reason)));
    }
    return findings;
  }

  /** DHTs that are alone or not configured as they should be. */
  public List<Finding> dhts() {
    List<Finding> findings = new ArrayList<>();
    for (DhtService dht : node.dhts().get()) {
      DhtStatus status = dht.status();
      String subject = "DHT " + dht.name();
      if (status.state() == DhtState.ISOLATED) {
        findings.add(
            Finding.problem(
                subject, "it knows no node that answers: 'dht-add <host:port>' names one"));
      }
      if (!status.reason().isEmpty()) {
        findings.add(Finding.problem(subject, status.reason()));
      }
    }
    return findings;
  }
}
