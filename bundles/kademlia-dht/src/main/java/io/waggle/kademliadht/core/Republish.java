package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.lookup.Candidate;
import io.waggle.kademliadht.lookup.Lookup;
import io.waggle.kademliadht.lookup.LookupResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores many things again. It sweeps over the key space: where several of them lie close together
 * one wide lookup finds everybody around, and each is stored at those nearest to it; where they lie
 * far apart each is stored by a lookup of its own, a few at a time.
 */
final class Republish extends Task {

  /** A wide lookup costs as much as five ordinary ones. */
  private static final int WORTH = 6;

  private static final int ALONE = 4;
  private static final int FEWEST_NODES = 16;
  private static final int SLOWEST = 50;

  /** All are stored within so many seconds where the nodes allow it. */
  private static final int SECONDS = 300;

  /** The next region is looked for while there is less to store than in so many seconds. */
  private static final int AHEAD = 30;

  private final Operations operations;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<Task> alone = new LinkedHashSet<>();
  private final Deliveries deliveries;
  private final int mostWaiting;
  private Region region;
  private boolean advancing;
  private boolean over;
  private int next;
  private int settled;
  private int stored;
  private int lookups;
  private int aloneUntil;
  private long requests;

  Republish(NodeContext node, Operations operations, Command.Republish command) {
    super(node);
    this.operations = operations;
    for (Command.Store store : command.stores()) {
      entries.add(new Entry(entries.size(), store));
    }
    entries.sort(Comparator.comparing(Entry::target));
    int width = node.config.policy().width();
    int questions = entries.size() * width * node.homes.size();
    int perSecond = Math.max(SLOWEST, questions / SECONDS);
    mostWaiting = perSecond * AHEAD;
    deliveries = new Deliveries(node, perSecond, this::settled);
  }

  @Override
  void begin(long now) {
    advance(now);
  }

  /** Begins what may be begun, and ends if nothing is left. */
  private void advance(long now) {
    if (advancing || over) {
      return;
    }
    advancing = true;
    while (next < entries.size() && region == null && deliveries.waiting() < mostWaiting) {
      if (isWorthARegion()) {
        look(now);
      } else if (alone.size() < ALONE) {
        storeAlone(entries.get(next++), now);
      } else {
        break;
      }
    }
    advancing = false;
    if (settled == entries.size()) {
      end();
    }
  }

  private void end() {
    over = true;
    node.count(Stat.SWEEPS);
    node.add(Stat.LOOKUPS_SPARED, Math.max(0, entries.size() - lookups));
    event(new DhtEvent.RepublishDone(number, stored, lookups, requests + deliveries.sent()));
    done();
  }

  /** Whether so many lie in the region about the next one that a wide lookup pays. */
  private boolean isWorthARegion() {
    long size = node.size.estimate();
    int last = next + WORTH - 1;
    if (size < FEWEST_NODES || last >= entries.size() || next < aloneUntil) {
      return false;
    }
    Entry first = entries.get(next);
    Entry other = entries.get(last);
    int prefix = Coverage.expected(size, Region.WHOLE);
    return first.target().commonPrefix(other.target()) >= prefix;
  }

  private void look(long now) {
    Entry first = entries.get(next);
    int prefix = Coverage.expected(node.size.estimate(), Region.WHOLE);
    region = new Region(node, first.target(), prefix, this::looked);
    lookups++;
    node.count(Stat.REGIONS);
    operations.run(region, now);
  }

  private void looked(long now) {
    Region found = region;
    region = null;
    List<Lookup> answered = new ArrayList<>();
    int prefix = 0;
    for (Lookup lookup : found.lookups()) {
      requests += lookup.result(now).requests();
      List<Candidate> nodes = lookup.answered(Region.WIDTH);
      if (!nodes.isEmpty()) {
        int covered = covered(lookup, nodes);
        prefix = covered < 0 || prefix < 0 ? Coverage.NONE : Math.max(prefix, covered);
        answered.add(lookup);
      }
    }
    if (prefix < 0 || answered.isEmpty()) {
      aloneUntil = next + WORTH;
    } else {
      deliver(answered, prefix, now);
    }
    advance(now);
  }

  private int covered(Lookup lookup, List<Candidate> nodes) {
    List<NodeId> ids = nodes.stream().map(Candidate::id).toList();
    int k = node.config.policy().width();
    return Coverage.prefix(lookup.target(), ids, Region.WIDTH, k, node.size.estimate());
  }

  /** Everything that lies in what was seen whole is stored at those nearest to it. */
  private void deliver(List<Lookup> answered, int prefix, long now) {
    Entry first = entries.get(next);
    while (next < entries.size()) {
      Entry entry = entries.get(next);
      if (entry.target().commonPrefix(first.target()) < prefix) {
        return;
      }
      next++;
      for (Lookup lookup : answered) {
        deliveries.add(Operation.home(lookup), entry, nearest(lookup, entry.target()), now);
      }
      if (entry.open == 0) {
        settled(entry, now);
      }
    }
  }

  private List<Candidate> nearest(Lookup lookup, NodeId target) {
    Comparator<Candidate> nearestFirst = (a, b) -> target.compareDistance(a.id(), b.id());
    return lookup.answered(Region.WIDTH).stream()
        .sorted(nearestFirst)
        .limit(node.config.policy().width())
        .toList();
  }

  private void storeAlone(Entry entry, long now) {
    StoreOperation operation =
        entry.store instanceof Command.Put put
            ? new ItemOperation(node, put)
            : new PeersOperation(node, (Command.Announce) entry.store);
    lookups++;
    alone.add(operation);
    operation.listen(event -> heard(operation, entry, event));
    operations.run(operation, now);
  }

  private void heard(StoreOperation operation, Entry entry, DhtEvent event) {
    if (event instanceof DhtEvent.LookupDone done) {
      requests += done.results().stream().mapToInt(LookupResult::requests).sum();
    } else if (event instanceof DhtEvent.StoreDone done) {
      alone.remove(operation);
      requests += done.asked();
      entry.holders.addAll(done.holders());
      entry.asked = done.asked();
      entry.refusal = done.refusal();
      settled(entry, node.now);
    }
  }

  private void settled(Entry entry, long now) {
    settled++;
    if (!entry.holders.isEmpty()) {
      stored++;
      node.count(Stat.REPUBLISHED);
    }
    event(
        new DhtEvent.Stored(
            number, entry.index, List.copyOf(entry.holders), entry.asked, entry.refusal));
    advance(now);
  }

  @Override
  void cancel(long now) {
    over = true;
    if (region != null) {
      region.cancel(now);
    }
    List.copyOf(alone).forEach(task -> task.cancel(now));
    deliveries.cancel();
    done();
  }
}
