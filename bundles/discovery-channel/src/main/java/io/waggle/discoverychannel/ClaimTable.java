package io.waggle.discoverychannel;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.AddressGroup;
import io.waggle.api.net.PeerAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who vouches for which address at one topic. A peer is found with its first claim, updated when
 * the set of claims changes, and lost only with its last claim, whichever way that ends. Guarded by
 * the hub's lock.
 */
final class ClaimTable {

  /** What a listener is told of. */
  enum Kind {
    FOUND,
    UPDATED,
    LOST
  }

  /** A change that listeners have to hear of. */
  record Change(Kind kind, Sighting sighting) {}

  private record Held(Claim claim, long lapsesAt) {}

  private record SourceGroup(SourceId source, AddressGroup group) {}

  private final Topic topic;
  private final Map<PeerAddress, SortedMap<SourceId, Held>> rows = new LinkedHashMap<>();
  private final Map<SourceId, Integer> bySource = new HashMap<>();
  private final Map<SourceGroup, Integer> byGroup = new HashMap<>();

  ClaimTable(Topic topic) {
    this.topic = topic;
  }

  int size() {
    return rows.size();
  }

  boolean knows(PeerAddress address) {
    return rows.containsKey(address);
  }

  Optional<Claim> claim(PeerAddress address, SourceId source) {
    SortedMap<SourceId, Held> row = rows.get(address);
    return Optional.ofNullable(row == null ? null : row.get(source)).map(Held::claim);
  }

  int count(SourceId source) {
    return bySource.getOrDefault(source, 0);
  }

  int count(SourceId source, AddressGroup group) {
    return byGroup.getOrDefault(new SourceGroup(source, group), 0);
  }

  /** How many peers have a claim of a source that passes the test. */
  int countIf(Predicate<SourceId> test) {
    return (int) rows.values().stream().filter(r -> r.keySet().stream().anyMatch(test)).count();
  }

  /** Makes or renews a claim; a mere renewal is no change. */
  Optional<Change> put(PeerAddress address, Claim claim, long lapsesAt) {
    SortedMap<SourceId, Held> row = rows.get(address);
    if (row == null) {
      row = new TreeMap<>();
      rows.put(address, row);
    }
    boolean first = row.isEmpty();
    Held before = row.put(claim.source(), new Held(claim, lapsesAt));
    if (before == null) {
      bySource.merge(claim.source(), 1, Integer::sum);
      byGroup.merge(groupOf(claim.source(), address), 1, Integer::sum);
    } else if (before.claim().rank() == claim.rank() && before.claim().id().equals(claim.id())) {
      return Optional.empty();
    }
    return Optional.of(new Change(first ? Kind.FOUND : Kind.UPDATED, sighting(address, row)));
  }

  /** Ends one source's claim. */
  Optional<Change> release(PeerAddress address, SourceId source) {
    SortedMap<SourceId, Held> row = rows.get(address);
    if (row == null || !row.containsKey(source)) {
      return Optional.empty();
    }
    Sighting before = sighting(address, row);
    row.remove(source);
    decrement(bySource, source);
    decrement(byGroup, groupOf(source, address));
    if (!row.isEmpty()) {
      return Optional.of(new Change(Kind.UPDATED, sighting(address, row)));
    }
    rows.remove(address);
    return Optional.of(new Change(Kind.LOST, before));
  }

  /** Ends all claims of a source. */
  List<Change> releaseAll(SourceId source) {
    List<Change> changes = new ArrayList<>();
    for (PeerAddress address : List.copyOf(rows.keySet())) {
      release(address, source).ifPresent(changes::add);
    }
    return changes;
  }

  /** Ends the claims whose time is over. */
  List<Change> lapse(long now) {
    List<Change> changes = new ArrayList<>();
    for (PeerAddress address : List.copyOf(rows.keySet())) {
      for (Held held : List.copyOf(rows.get(address).values())) {
        if (held.lapsesAt() - now <= 0) {
          release(address, held.claim().source()).ifPresent(changes::add);
        }
      }
    }
    return changes;
  }

  /** When the next claim lapses; empty if there is none. */
  Optional<Long> nextLapse() {
    Long next = null;
    for (SortedMap<SourceId, Held> row : rows.values()) {
      for (Held held : row.values()) {
        next = next == null || held.lapsesAt() - next < 0 ? held.lapsesAt() : next;
      }
    }
    return Optional.ofNullable(next);
  }

  /** Gives every claim of a source another rank. */
  List<Change> rerank(SourceId source, int rank) {
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<PeerAddress, SortedMap<SourceId, Held>> row : rows.entrySet()) {
      Held held = row.getValue().get(source);
      if (held != null) {
        Claim c = held.claim();
        Claim ranked = new Claim(source, c.firstSeen(), c.expires(), c.via(), c.id(), rank);
        put(row.getKey(), ranked, held.lapsesAt()).ifPresent(changes::add);
      }
    }
    return changes;
  }

  void clear() {
    rows.clear();
    bySource.clear();
    byGroup.clear();
  }

  List<Sighting> snapshot() {
    return rows.entrySet().stream().map(row -> sighting(row.getKey(), row.getValue())).toList();
  }

  private Sighting sighting(PeerAddress address, SortedMap<SourceId, Held> row) {
    Map<SourceId, Claim> claims = new TreeMap<>();
    row.forEach((source, held) -> claims.put(source, held.claim()));
    return Sighting.of(topic, address, claims);
  }

  private static SourceGroup groupOf(SourceId source, PeerAddress address) {
    return new SourceGroup(source, AddressGroup.of(address.host()));
  }

  private static <K> void decrement(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
  }
}
