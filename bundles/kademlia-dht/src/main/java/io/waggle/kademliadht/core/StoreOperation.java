package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Candidate;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.lookup.Lookup;
import io.waggle.kademliadht.rpc.Asker;
import io.waggle.kademliadht.rpc.Request;
import io.waggle.kademliadht.security.NetSizeEstimator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the nearest nodes and stores something at them. A node so near that it is surely among them
 * is stored at as soon as it answers; the caller hears when three quarters have confirmed.
 */
abstract class StoreOperation extends Operation implements Asker {

  /** Normal quantile of 0.1: nine in ten times the k-th nearest lies farther out. */
  private static final double SURE = -1.2816;

  private final Set<Found> asked = new HashSet<>();
  private final List<Found> holders = new ArrayList<>();
  private boolean converged;
  private boolean heldHere;
  private boolean told;
  private int unresolved;
  private int refusal;

  StoreOperation(NodeContext node, NodeId target, LookupOptions options) {
    super(node, target, options);
  }

  /** Writes the query that stores, up to and with its method. */
  abstract void encodeStore(Home home, byte[] token, KrpcWriter out);

  /** Whether there is anything to store, rather than to find only. */
  boolean stores() {
    return true;
  }

  @Override
  public void answered(Lookup lookup, Candidate candidate, KrpcMessage answer, long now) {
    double radius = node.size.radius(lookup.width(), SURE);
    boolean near = NetSizeEstimator.distance(target, candidate.id()) < radius;
    boolean counts = candidate.state() == Candidate.State.OK;
    if (stores() && !converged && near && counts) {
      store(home(lookup), candidate, now);
    }
  }

  private void store(Home home, Candidate candidate, long now) {
    if (candidate.hasToken() && asked.add(found(candidate))) {
      unresolved++;
      home.ask(now, candidate.endpoint(), candidate.id(), this, candidate);
    }
  }

  @Override
  final void converged(long now) {
    converged = true;
    lookupDone(now);
    if (stores()) {
      for (Lookup lookup : lookups()) {
        lookup.answered(lookup.width()).forEach(c -> store(home(lookup), c, now));
      }
      storeHere(now);
    }
    ended();
    settle();
  }

  /** The lookups have ended. */
  void ended() {}

  /** Keeps it ourselves where we are among the nearest. */
  void storeHere(long now) {}

  final boolean isSmallNetwork() {
    int found = 0;
    for (Lookup lookup : lookups()) {
      found += lookup.answered(lookup.width()).size();
    }
    return found < width();
  }

  final void holdsHere() {
    Home home = node.homes.get(0);
    heldHere = true;
    holders.add(new Found(home.id(), io.waggle.kademliadht.krpc.Endpoint.v4(0, 0)));
  }

  private void settle() {
    int expected = converged ? asked.size() : width();
    int others = holders.size() - (heldHere ? 1 : 0);
    boolean enough = others > 0 && others * 4 >= expected * 3;
    boolean over = converged && unresolved == 0;
    if (!told && stores() && (enough || over)) {
      told = true;
      event(new DhtEvent.StoreDone(number, List.copyOf(holders), asked.size(), refusal));
    }
    if (over) {
      done();
    }
  }

  @Override
  public void encode(Request request, KrpcWriter out) {
    Candidate candidate = (Candidate) request.tag();
    encodeStore(node.homes.get(request.socket()), candidate.token(), out);
  }

  @Override
  public void answered(Request request, KrpcMessage answer, long now) {
    holders.add(found((Candidate) request.tag()));
    resolved();
  }

  @Override
  public void refused(Request request, KrpcMessage error, long now) {
    refusal = error.errorCode();
    resolved();
  }

  @Override
  public long overdue(Request request, long now) {
    if (request.sends() > 2) {
      return 0;
    }
    node.requests.repeat(request, now);
    return request.stall() * 3 / 2;
  }

  @Override
  public void dead(Request request, long now) {
    resolved();
  }

  private void resolved() {
    unresolved--;
    settle();
  }
}
