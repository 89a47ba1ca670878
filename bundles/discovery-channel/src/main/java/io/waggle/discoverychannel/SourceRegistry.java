package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.spi.DiscoverySource;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.SourceProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is registered under which id. A finder and an announcer of one id are one source, whether
 * they are one object or two; whoever comes second for a place that is taken waits, visibly, until
 * it is free. Guarded by the hub's lock; calls no source.
 */
final class SourceRegistry {

  private static final Logger log = LoggerFactory.getLogger(SourceRegistry.class);

  /** One service object, under one or both of its interfaces. */
  static final class Candidate {
    private final DiscoverySource service;
    private Map<String, ?> properties = Map.of();
    private boolean finds;
    private boolean announces;

    Candidate(DiscoverySource service) {
      this.service = service;
    }

    Map<String, ?> properties() {
      return properties;
    }

    boolean finds() {
      return finds;
    }

    boolean announces() {
      return announces;
    }

    Optional<SourceId> id() {
      Object id = properties.get(SourceProperties.ID);
      return id == null || String.valueOf(id).isBlank()
          ? Optional.empty()
          : Optional.of(new SourceId(String.valueOf(id).strip()));
    }
  }

  private final HubCore core;
  private final List<Candidate> candidates = new ArrayList<>();

  SourceRegistry(HubCore core) {
    this.core = core;
  }

  void put(DiscoverySource service, boolean asFinder, Map<String, ?> properties) {
    Candidate candidate =
        find(service)
            .orElseGet(
                () -> {
                  Candidate added = new Candidate(service);
                  candidates.add(added);
                  return added;
                });
    Optional<SourceId> before = candidate.id();
    candidate.properties = Map.copyOf(properties);
    candidate.finds |= asFinder;
    candidate.announces |= !asFinder;
    if (candidate.id().isEmpty()) {
      log.warn("a discovery source without '{}' is ignored", SourceProperties.ID);
    }
    before.filter(id -> !candidate.id().equals(before)).ifPresent(this::resolve);
    candidate.id().ifPresent(this::resolve);
  }

  void remove(DiscoverySource service, boolean asFinder) {
    find(service).ifPresent(candidate -> remove(candidate, asFinder));
  }

  private void remove(Candidate candidate, boolean asFinder) {
    candidate.finds &= !asFinder;
    candidate.announces &= asFinder;
    if (!candidate.finds && !candidate.announces) {
      candidates.remove(candidate);
    }
    candidate.id().ifPresent(this::resolve);
  }

  private Optional<Candidate> find(DiscoverySource service) {
    return candidates.stream().filter(c -> c.service == service).findFirst();
  }

  private List<Candidate> of(SourceId id) {
    return candidates.stream().filter(c -> c.id().equals(Optional.of(id))).toList();
  }

  private Optional<Candidate> finderOf(SourceId id) {
    return of(id).stream()
        .filter(c -> c.finds || c.service instanceof PeerFinder)
        .findFirst()
        .filter(c -> c.finds);
  }

  /** An object that can do both owns both places, although it is registered in two steps. */
  private Optional<Candidate> announcerOf(SourceId id) {
    return of(id).stream()
        .filter(c -> c.announces || c.service instanceof PeerAnnouncer)
        .findFirst()
        .filter(c -> c.announces);
  }

  /** Those that have no place. */
  List<Candidate> waiting() {
    return candidates.stream().filter(c -> !inUse(c)).toList();
  }

  private boolean inUse(Candidate candidate) {
    return candidate
        .id()
        .map(
            id ->
                finderOf(id).filter(c -> c == candidate).isPresent()
                    || announcerOf(id).filter(c -> c == candidate).isPresent())
        .orElse(false);
  }

  void resolveAll() {
    candidates.stream().flatMap(c -> c.id().stream()).distinct().toList().forEach(this::resolve);
  }

  /** Makes the source in use what the candidates now amount to. */
  private void resolve(SourceId id) {
    PeerFinder finder = finderOf(id).map(c -> (PeerFinder) c.service).orElse(null);
    PeerAnnouncer announcer = announcerOf(id).map(c -> (PeerAnnouncer) c.service).orElse(null);
    KnownSource source = core.sources.get(id);
    if (finder == null && announcer == null) {
      if (source != null) {
        leave(source);
      }
      return;
    }
    Candidate first = finderOf(id).or(() -> announcerOf(id)).orElseThrow();
    SourcePolicy policy = PolicyReader.read(first.properties, overrides(id));
    if (source == null) {
      source = new KnownSource(id, core, policy);
      core.sources.put(id, source);
      log.info("source {} ({}) has come", id, policy.kind());
    }
    replace(source, finder, announcer);
    apply(source, policy);
  }

  private Map<String, String> overrides(SourceId id) {
    return core.settings.overrides().getOrDefault(id.value(), Map.of());
  }

  private void leave(KnownSource source) {
    replace(source, null, null);
    core.sources.remove(source.id());
    source.lane().close();
    log.info("source {} has left", source.id());
    core.evaluate();
  }

  private void replace(KnownSource source, PeerFinder finder, PeerAnnouncer announcer) {
    if (source.announcer() != announcer) {
      core.watches.values().forEach(watch -> watch.announcerLeft(source));
      source.announcer(announcer);
    }
    if (source.finder() != finder) {
      core.watches.values().forEach(watch -> watch.finderLeft(source));
      source.finder(finder);
    }
  }

  private void apply(KnownSource source, SourcePolicy policy) {
    boolean changed = !source.policy().equals(policy);
    source.policy(policy);
    core.evaluate();
    if (changed) {
      core.watches.values().forEach(watch -> watch.policyChanged(source));
    }
    // What it says of itself may have changed with its configuration.
    source.askThen(
        () -> {
          core.watches.values().forEach(watch -> watch.woken(source));
          core.evaluate();
        });
  }
}
