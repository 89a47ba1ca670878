package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Candidate;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.lookup.Lookup;
import io.waggle.kademliadht.lookup.LookupListener;
import io.waggle.kademliadht.lookup.LookupPolicy;
import io.waggle.kademliadht.lookup.LookupResult;
import java.util.ArrayList;
import java.util.List;

/** One lookup in each family, and what follows from it. */
abstract class Operation extends Task implements LookupListener {

  final NodeId target;
  final LookupOptions options;
  private final List<Lookup> lookups = new ArrayList<>(1);
  private final List<Lookup> swept = new ArrayList<>(0);
  private int open;

  Operation(NodeContext node, NodeId target, LookupOptions options) {
    super(node);
    this.target = target;
    this.options = options;
  }

  @Override
  final void begin(long now) {
    LookupPolicy policy = policy();
    for (Home home : node.homes) {
      boolean first = node.home(home.family()) == home;
      if (first && options.family().map(f -> f == home.family()).orElse(true)) {
        Lookup lookup = new Lookup(home, target, policy, this, now);
        home.seed(lookup, now);
        lookups.add(lookup);
      }
    }
    open = lookups.size();
    started(now);
    if (open == 0) {
      converged(now);
    }
    for (Lookup lookup : List.copyOf(lookups)) {
      lookup.advance(now);
    }
  }

  LookupPolicy policy() {
    LookupPolicy policy = node.config.policy();
    int width = options.width() == 0 ? policy.width() : options.width();
    int paths = options.paths() == 0 ? policy.paths() : options.paths();
    LookupPolicy whole = policy.with(width, paths);
    // Upkeep wants many who answer soon, not a certain one.
    return isUpkeep() ? whole.retransmittingAtMost(1) : whole;
  }

  int width() {
    return policy().width();
  }

  List<Lookup> lookups() {
    return lookups;
  }

  static Home home(Lookup lookup) {
    return (Home) lookup.site();
  }

  /** It has set out; nothing was asked yet. */
  void started(long now) {}

  @Override
  public void encode(Lookup lookup, Candidate candidate, KrpcWriter out) {
    Queries.findNode(out, home(lookup).id(), target);
  }

  @Override
  public void answered(Lookup lookup, Candidate candidate, KrpcMessage answer, long now) {}

  @Override
  public final void finished(Lookup lookup, long now) {
    if (options.sweep() && !swept.contains(lookup)) {
      swept.add(lookup);
      if (sweep(lookup, now)) {
        return;
      }
    }
    learn(lookup);
    open--;
    if (open == 0) {
      converged(now);
    }
  }

  /**
   * Looks at the neighbourhood from its other side: a target that differs in the bit where the
   * nearest k part from the rest. What dead entries hide from one side is seen from the other.
   */
  private boolean sweep(Lookup lookup, long now) {
    long nodes = node.size.estimate();
    if (nodes < 2L * width()) {
      return false;
    }
    int bit = 63 - Long.numberOfLeadingZeros(nodes / width());
    Sweep listener = new Sweep(lookup);
    Lookup other = new Lookup(lookup.site(), target.flip(bit), policy(), listener, now);
    lookup.share(other);
    other.advance(now);
    return true;
  }

  private static final class Sweep implements LookupListener {

    private final Lookup first;

    Sweep(Lookup first) {
      this.first = first;
    }

    @Override
    public void encode(Lookup lookup, Candidate candidate, KrpcWriter out) {
      Queries.findNode(out, home(lookup).id(), lookup.target());
    }

    @Override
    public void answered(Lookup lookup, Candidate candidate, KrpcMessage answer, long now) {}

    @Override
    public void finished(Lookup lookup, long now) {
      lookup.share(first);
      first.addCosts(lookup);
      first.reopen(now);
    }
  }

  private void learn(Lookup lookup) {
    List<Candidate> best = lookup.answered(lookup.width());
    node.count(best.isEmpty() ? Stat.LOOKUPS_EMPTY : Stat.LOOKUPS);
    if (!best.isEmpty()) {
      node.add(Stat.HOPS, best.get(0).hops());
    }
    if (best.size() == lookup.width()) {
      node.size.add(target, best.stream().map(Candidate::id).toList());
      node.sized();
    }
  }

  /** Whether nobody asked for it: the node looks after its tables. */
  boolean isUpkeep() {
    return false;
  }

  /** All lookups have ended. */
  abstract void converged(long now);

  @Override
  void cancel(long now) {
    lookups.forEach(lookup -> lookup.cancel(now));
    done();
  }

  final void lookupDone(long now) {
    List<LookupResult> results = lookups.stream().map(lookup -> lookup.result(now)).toList();
    event(new DhtEvent.LookupDone(number, results));
  }

  static Found found(Candidate candidate) {
    return new Found(candidate.id(), candidate.endpoint());
  }
}
