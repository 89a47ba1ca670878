package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.discoverychannel.SourceRegistry.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what is known of the sources. */
final class HubReports {

  private final HubCore core;
  private final SourceRegistry registry;

  HubReports(HubCore core, SourceRegistry registry) {
    this.core = core;
    this.registry = registry;
  }

  List<SourceReport> sources() {
    List<KnownSource> inUse;
    List<SourceReport> reports = new ArrayList<>();
    synchronized (core.lock) {
      inUse = List.copyOf(core.sources.values());
      registry.waiting().forEach(candidate -> reports.add(waiting(candidate)));
    }
    for (KnownSource source : inUse) {
      SourceStatus said = source.ask();
      synchronized (core.lock) {
        reports.add(report(source, said));
      }
    }
    reports.sort(Comparator.comparing(SourceReport::id));
    return reports;
  }

  private SourceReport report(KnownSource source, SourceStatus said) {
    SourcePolicy policy = source.policy();
    SourceState state = SourceHealth.worse(said.state(), source.measured());
    if (!policy.problems().isEmpty()) {
      state = SourceHealth.worse(state, SourceState.DEGRADED);
    }
    return new SourceReport(
        source.id(),
        policy.kind(),
        policy.role(),
        policy.rank(),
        policy.realms(),
        state,
        reason(source, said, policy),
        source.finder() != null,
        source.announcer() != null,
        source.paused(),
        source.lastFault(),
        figures(source, said),
        serving(source.id()));
  }

  private static String reason(KnownSource source, SourceStatus said, SourcePolicy policy) {
    List<String> reasons = new ArrayList<>(policy.problems());
    if (said.state() != SourceState.UP) {
      reasons.add(0, said.reason());
    }
    reasons.add(source.measuredReason());
    reasons.removeIf(String::isEmpty);
    return String.join("; ", reasons);
  }

  private static SortedMap<String, Long> figures(KnownSource source, SourceStatus said) {
    SortedMap<String, Long> figures = new TreeMap<>(said.gauges());
    figures.putAll(source.figures().snapshot());
    return figures;
  }

  private List<String> serving(SourceId id) {
    return core.watches.values().stream()
        .filter(
            watch ->
                watch.loops().stream().anyMatch(loop -> loop.source().id().equals(id))
                    || watch.announcedBy(id))
        .map(watch -> watch.topic().label())
        .toList();
  }

  /** One that came second, or has no id. */
  private SourceReport waiting(Candidate candidate) {
    SourceId id = candidate.id().orElse(new SourceId("unnamed"));
    SourcePolicy policy = PolicyReader.read(candidate.properties(), Map.of());
    String reason =
        candidate.id().isPresent()
            ? "source.id '" + id + "' is taken by another source"
            : "source.id is missing";
    Optional<SourceFault> none = Optional.empty();
    return new SourceReport(
        id,
        policy.kind(),
        policy.role(),
        policy.rank(),
        policy.realms(),
        SourceState.DISABLED,
        reason,
        candidate.finds(),
        candidate.announces(),
        false,
        none,
        new TreeMap<>(),
        List.of());
  }
}
