package io.waggle.kademliadht.core;

import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.rpc.Timer;
import io.waggle.kademliadht.table.RoutingTable;

/**
 * Gets the node in and keeps its tables fresh, within a budget of about a question in five seconds:
 * one probe of the node heard of longest ago each max(5 s, 15 min / nodes), one of a node that
 * waits, a lookup of a thin bucket each quarter of an hour, our own neighbourhood each half hour.
 */
final class Maintenance extends Timer {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long REFRESH = 15 * MINUTE;
  private static final long SELF = 30 * MINUTE;
  private static final int SOON_TENTHS = 5;
  private static final int SMALL = 8;

  private final NodeContext node;
  private final Operations operations;
  private final Probe probe;
  private DhtState state = DhtState.STARTING;
  private boolean searching;
  private boolean searched;
  private boolean alone = true;
  private long nextSelf;
  private long nextRefresh;
  private long nextBucket;
  private long nextTrial;
  private long nextSweep;
  private long selfDelay = SECOND;

  Maintenance(NodeContext node, Operations operations) {
    this.node = node;
    this.operations = operations;
    this.probe = new Probe(node);
  }

  DhtState state() {
    return state;
  }

  void begin(long now) {
    searched = node.live() >= SMALL || !node.config.maintenance();
    alone = node.live() == 0;
    long jitter = searched ? Math.floorMod(node.entropy.nextLong(), 5 * SECOND) : 0;
    nextSelf = now + jitter;
    nextRefresh = now + SECOND + jitter;
    nextBucket = now + MINUTE / 2 + jitter;
    nextTrial = now + SECOND + jitter;
    nextSweep = now + MINUTE;
    node.timers.schedule(this, node.config.maintenance() ? nextSelf : nextSweep);
  }

  /** New nodes to begin with: worth a try at once if we have nobody. */
  void bootstrapped(long now) {
    if (node.live() == 0 && !searching) {
      nextSelf = now;
      selfDelay = SECOND;
      plan(now);
    }
  }

  void networkChanged(long now) {
    node.homes.forEach(Home::forgetVotes);
    nextSelf = now;
    nextRefresh = now;
    selfDelay = SECOND;
    plan(now);
  }

  void probe(Endpoint endpoint, long now) {
    probe.ping(endpoint, now);
  }

  /** Brings the state up to date after anything happened. */
  void check(long now) {
    boolean nobody = node.live() == 0;
    if (alone && !nobody && searched && !searching && node.config.maintenance()) {
      // The first node has come to us: look around with its help.
      nextSelf = now;
      searched = false;
      plan(now);
    }
    alone = nobody;
    DhtState before = state;
    state = judge(nobody);
    if (state != before) {
      node.out.event(new DhtEvent.StateChanged(state));
    }
    operations.release(state == DhtState.READY, now);
    long patience = operations.patienceEnds();
    if (patience != Long.MAX_VALUE && patience - due() < 0) {
      node.timers.schedule(this, patience);
    }
  }

  private DhtState judge(boolean nobody) {
    if (node.survival.isFailing() || (nobody && searched)) {
      return DhtState.ISOLATED;
    }
    if (searched) {
      return DhtState.READY;
    }
    return searching ? DhtState.SEARCHING : state == DhtState.READY ? state : DhtState.STARTING;
  }

  @Override
  protected void fire(long now) {
    if (nextSweep - now <= 0) {
      node.store.sweep(node.seconds(now));
      nextSweep = now + MINUTE;
    }
    if (node.config.maintenance()) {
      if (nextSelf - now <= 0 && !searching) {
        search(now);
      }
      if (nextRefresh - now <= 0) {
        refresh(now);
      }
      if (nextTrial - now <= 0) {
        tryWaiting(now);
      }
      if (nextBucket - now <= 0) {
        lookInThinBucket(now);
      }
    }
    operations.release(state == DhtState.READY, now);
    plan(now);
  }

  private void plan(long now) {
    long next = nextSweep;
    if (node.config.maintenance()) {
      next = searching ? next : earlier(next, nextSelf);
      next = earlier(next, nextRefresh);
      next = earlier(next, nextBucket);
      next = earlier(next, nextTrial);
    }
    long patience = operations.patienceEnds();
    next = patience == Long.MAX_VALUE ? next : earlier(next, patience);
    node.timers.schedule(this, next - now < 0 ? now : next);
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  private void search(long now) {
    searching = true;
    state = judge(node.live() == 0);
    for (Home home : node.homes) {
      LookupOptions options = new LookupOptions(0, 1, false, java.util.Optional.of(home.family()));
      boolean last = home.tag() == node.homes.size() - 1;
      operations.run(
          new FindOperation(node, home.id(), options, true, last ? this::searchEnded : end -> {}),
          now);
    }
  }

  private void searchEnded(long now) {
    searching = false;
    searched = true;
    int live = node.live();
    // Alone: again soon, then ever later, but each minute. Few: soon, until there are enough.
    long longest = live == 0 ? MINUTE : SELF;
    selfDelay = live < SMALL ? Math.min(selfDelay * 2, longest) : SELF;
    nextSelf = now + selfDelay * 9 / 10 + Math.floorMod(node.entropy.nextLong(), selfDelay / 5 + 1);
    check(now);
    plan(now);
  }

  private void refresh(long now) {
    int live = 0;
    int tenths = node.tenths(now);
    for (Home home : node.homes) {
      live += home.table().live();
      int stale = home.table().stalest(tenths, 60 * 10);
      if (stale >= 0) {
        probe.refresh(home, home.table().contact(tenths, stale), now);
      }
    }
    long pause = live < SMALL ? SECOND : Math.max(5 * SECOND, REFRESH / live);
    nextRefresh = now + (node.survival.isFailing() ? 4 * pause : pause);
  }

  /** Somebody new may be among our nearest. */
  void newcomer(long now) {
    long soon = now + SECOND / 2;
    if (node.config.maintenance() && nextTrial - soon > 0) {
      nextTrial = soon;
      if (soon - due() < 0) {
        node.timers.schedule(this, soon);
      }
    }
  }

  private void tryWaiting(long now) {
    int tenths = node.tenths(now);
    long pause = 10 * SECOND;
    for (Home home : node.homes) {
      int untried = home.table().untried(tenths, SOON_TENTHS, RoutingTable.NAT_TENTHS);
      if (untried >= 0) {
        probe.refresh(home, home.table().contact(tenths, untried), now);
        pause = home.table().hasUrgent() ? SECOND / 2 : 10 * SECOND;
      }
    }
    nextTrial = now + pause;
  }

  /** A bucket far from us that could hold more is looked into, at most one each 15 minutes / n. */
  private void lookInThinBucket(long now) {
    int deepest = 0;
    for (Home home : node.homes) {
      deepest = Math.max(deepest, home.table().deepest());
      int thinnest = thinnest(home);
      if (thinnest >= 0 && searched && !searching) {
        NodeId random = node.randomId();
        NodeId inside = inBucket(home.id(), random, thinnest);
        operations.run(
            new FindOperation(
                node,
                inside,
                new LookupOptions(0, 1, false, java.util.Optional.of(home.family())),
                true,
                end -> {}),
            now);
      }
    }
    nextBucket = now + REFRESH / Math.max(1, Math.min(4, deepest));
  }

  /** Only where there should be more: the nearest buckets are empty by nature. */
  private int thinnest(Home home) {
    int deepest = home.table().deepest() - 3;
    int thinnest = -1;
    int fewest = node.config.table().k();
    for (int bucket = 0; bucket < deepest; bucket++) {
      int live = home.table().liveIn(bucket);
      if (live < fewest) {
        fewest = live;
        thinnest = bucket;
      }
    }
    return thinnest;
  }

  /** A random id that shares exactly that many leading bits with another. */
  static NodeId inBucket(NodeId self, NodeId random, int bucket) {
    NodeId id = random;
    int common = self.commonPrefix(id);
    while (common != bucket) {
      id = id.flip(common < bucket ? common : bucket);
      common = self.commonPrefix(id);
    }
    return id;
  }
}
