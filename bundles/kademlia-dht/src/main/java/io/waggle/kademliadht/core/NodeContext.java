package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.rpc.Outcomes;
import io.waggle.kademliadht.rpc.Request;
import io.waggle.kademliadht.rpc.Requests;
import io.waggle.kademliadht.rpc.TimerHeap;
import io.waggle.kademliadht.security.Addresses;
import io.waggle.kademliadht.security.Bep42;
import io.waggle.kademliadht.security.NetSizeEstimator;
import io.waggle.kademliadht.security.SurvivalMonitor;
import io.waggle.kademliadht.store.ItemStore;
import io.waggle.kademliadht.table.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** What the parts of one node share. */
final class NodeContext implements Outcomes {

  private static final long TENTH = 100_000_000L;

  /** Keeps times of remembered nodes away from zero. */
  private static final int TENTHS_BEFORE_START = 100_000_000;

  final Entropy entropy;
  final ItemStore store;
  final ItemVerifier verifier;
  final Workspace work;
  final TimerHeap timers = new TimerHeap();
  final Requests requests;
  final NetSizeEstimator size = new NetSizeEstimator();
  final SurvivalMonitor survival = new SurvivalMonitor();
  final List<Home> homes = new ArrayList<>(1);
  final long start;
  private final long[] stats = new long[Stat.values().length];
  private final List<Endpoint> bootstrap = new ArrayList<>(0);
  NodeConfig config;
  Output out;

  /** Leading bits shared with whatever we may have to hold; unattainable while that is unknown. */
  int neighbourhood = NodeId.BITS;

  /** The time of what came last. */
  long now;

  /** Told when somebody waits who may be among our nearest. */
  LongConsumer newcomers = now -> {};

  NodeContext(
      NodeConfig config,
      Entropy entropy,
      ItemStore store,
      ItemVerifier verifier,
      Workspace work,
      long start) {
    this.config = config;
    this.entropy = entropy;
    this.store = store;
    this.verifier = verifier;
    this.work = work;
    this.start = start;
    this.requests =
        new Requests(timers, () -> (int) entropy.nextLong(), work.writer, this::send, this);
    this.requests.configure(config.policy().timing(), config.readOnly(), config.realm());
  }

  int tenths(long now) {
    return (int) ((now - start) / TENTH) + TENTHS_BEFORE_START;
  }

  int seconds(long now) {
    return tenths(now) / 10;
  }

  void send(int socket, Endpoint to, byte[] buffer, int offset, int length) {
    count(Stat.SENT);
    add(Stat.SENT_BYTES, length);
    out.send(socket, to, buffer, offset, length);
  }

  void count(Stat stat) {
    stats[stat.index()]++;
  }

  void add(Stat stat, long amount) {
    stats[stat.index()] += amount;
  }

  long stat(Stat stat) {
    return stats[stat.index()];
  }

  /** The first local of that family, or null. */
  Home home(Family family) {
    for (Home home : homes) {
      if (home.family() == family) {
        return home;
      }
    }
    return null;
  }

  int live() {
    int live = 0;
    for (Home home : homes) {
      live += home.table().live();
    }
    return live;
  }

  boolean mayBeNode(Endpoint endpoint) {
    return !Addresses.isImpossible(endpoint)
        && (config.allowLocal() || !Addresses.isLocal(endpoint));
  }

  List<Endpoint> bootstrap() {
    return bootstrap;
  }

  void addBootstrap(List<Endpoint> nodes) {
    for (Endpoint node : nodes) {
      if (!bootstrap.contains(node) && mayBeNode(node)) {
        bootstrap.add(node);
      }
    }
    while (bootstrap.size() > 64) {
      bootstrap.remove(0);
    }
  }

  /** The network's size is known better. */
  void sized() {
    long nodes = size.estimate();
    neighbourhood = nodes == 0 ? NodeId.BITS : Coverage.expected(nodes, Region.WHOLE);
  }

  NodeId randomId() {
    return NodeId.of(entropy.nextLong(), entropy.nextLong(), (int) entropy.nextLong());
  }

  @Override
  public void sent(Request request, long now) {
    count(request.sends() > 1 ? Stat.REPEATED : Stat.ASKED);
    if (request.expected() != null) {
      homes.get(request.socket()).table().asked(tenths(now), request.expected());
    }
  }

  @Override
  public void answered(Request request, NodeId id, int rttMillis, KrpcMessage message, long now) {
    count(Stat.ANSWERED);
    survival.answered();
    Home home = homes.get(request.socket());
    boolean secure = config.ids() == IdPolicy.ANY || Bep42.fits(id, request.to());
    if (mayBeNode(request.to()) && (secure || config.ids() != IdPolicy.ENFORCE)) {
      home.table().answered(tenths(now), id, request.to(), rttMillis, secure);
    }
    Endpoint seen = message.seenAs();
    if (seen != null) {
      home.seenAs(request.to(), seen, now);
    }
    thaw();
  }

  private void thaw() {
    boolean gone = survival.isFailing() || survival.isSilent();
    for (Home home : homes) {
      if (home.table().isFrozen() != gone) {
        home.table().freeze(gone);
      }
    }
  }

  @Override
  public void failed(Request request, long now) {
    count(Stat.UNANSWERED);
    if (request.expected() != null) {
      RoutingTable table = homes.get(request.socket()).table();
      // What others named and never answered us says nothing of our own line.
      if (table.isVerified(request.expected())) {
        survival.failed(request.to());
        thaw();
      }
      table.failed(request.expected(), request.to());
    }
  }

  @Override
  public void mismatch(Request request, NodeId claimed, long now) {
    count(Stat.MISMATCH);
    homes.get(request.socket()).table().mismatch(request.expected(), request.to());
  }

  @Override
  public void stray(Endpoint from) {
    count(Stat.STRAY);
  }
}
