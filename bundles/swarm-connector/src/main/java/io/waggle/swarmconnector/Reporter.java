package io.waggle.swarmconnector;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.SwarmReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says how a swarm stands. Under the lock of the loop. */
final class Reporter {

  private final SwarmState state;
  private final Dialler dialler;
  private final HalfOpens halfOpens;
  private final Ports ports;
  private final Memberships memberships;
  private SourceState configured = SourceState.UP;
  private String configurationReason = "";

  Reporter(
      SwarmState state,
      Dialler dialler,
      HalfOpens halfOpens,
      Ports ports,
      Memberships memberships) {
    this.state = state;
    this.dialler = dialler;
    this.halfOpens = halfOpens;
    this.ports = ports;
    this.memberships = memberships;
    used().keySet().forEach(this::gauge);
  }

  private void gauge(String name) {
    state.metrics.gauge("used." + name, () -> state.loop.read(() -> used().get(name)));
  }

  void configured(SourceState newState, String reason) {
    configured = newState;
    configurationReason = reason;
  }

  SwarmReport report() {
    List<String> complaints = complaints();
    return new SwarmReport(
        state.name(),
        state.id(),
        status(complaints),
        String.join("; ", complaints),
        ports.listening(),
        memberships.options(),
        peers(),
        state.connections.all().stream().map(SwarmConnection::info).toList(),
        used(),
        limits(),
        state.metrics.snapshot());
  }

  private SourceState status(List<String> complaints) {
    if (configured != SourceState.UP) {
      return configured;
    }
    return complaints.isEmpty() ? SourceState.UP : SourceState.DEGRADED;
  }

  private List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    if (!configurationReason.isEmpty()) {
      complaints.add(configurationReason);
    }
    if (configured == SourceState.DISABLED) {
      return complaints;
    }
    if (halfOpens.handshake().isEmpty()) {
      complaints.add("no handshake service matches 'handshake.target'");
    }
    if (state.lanes.chosen(state.settings().transports()).isEmpty()) {
      complaints.add("no transport service of 'transports' is there");
    }
    complaints.addAll(ports.errors());
    if (!memberships.hasDiscovery() && !memberships.topics().isEmpty()) {
      complaints.add("there is no discovery service");
    }
    return complaints;
  }

  private List<PeerReport> peers() {
    long now = state.now();
    return state.peers.all().stream()
        .map(entry -> entry.report(now))
        .sorted(Comparator.comparing(PeerReport::address))
        .toList();
  }

  private SortedMap<String, Long> used() {
    SortedMap<String, Long> used = new TreeMap<>();
    used.put("connections", (long) state.connections.size());
    used.put("dials", (long) dialler.underWay());
    used.put("half.open", halfOpens.incoming());
    used.put("addresses", (long) state.peers.size());
    used.put("queue", (long) dialler.queued());
    used.put("events.waiting", (long) state.events.waiting());
    used.put("trails", (long) state.trails.addresses());
    return used;
  }

  private SortedMap<String, Long> limits() {
    Limits limits = state.settings().limits();
    SortedMap<String, Long> all = new TreeMap<>();
    all.put("connections", (long) limits.connections());
    all.put("dials", (long) limits.dials());
    all.put("half.open", (long) limits.halfOpen());
    all.put("addresses", (long) limits.addresses());
    all.put("queue", (long) limits.addresses());
    all.put("events.waiting", (long) EventBus.LIMIT);
    all.put("trails", (long) Trails.ADDRESSES);
    return all;
  }
}
