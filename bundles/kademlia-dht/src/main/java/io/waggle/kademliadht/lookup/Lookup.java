package io.waggle.kademliadht.lookup;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Candidate.State;
import io.waggle.kademliadht.rpc.Asker;
import io.waggle.kademliadht.rpc.Request;
import io.waggle.kademliadht.security.Addresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One walk towards a target in one family, over one or several disjoint paths. A question that is
 * late opens a slot at once; it is repeated if its node is among the nearest, and its answer counts
 * whenever it comes. Done when each path has heard from as many nodes as it is wide and nobody
 * nearer is still expected to answer.
 */
public final class Lookup implements Asker {

  private static final int PER_GROUP = 2;
  private static final int HOPELESS_SOURCE = 3;

  private final LookupSite site;
  private final NodeId target;
  private final LookupPolicy policy;
  private final LookupListener listener;
  private final List<Path> paths = new ArrayList<>(1);
  private final long started;
  private int requests;
  private int replies;
  private boolean advancing;
  private boolean again;
  private boolean finished;
  private long finishedAt;

  /** A lookup that has not begun: seed it, then {@link #advance}. */
  public Lookup(
      LookupSite site, NodeId target, LookupPolicy policy, LookupListener listener, long now) {
    this.site = site;
    this.target = target;
    this.policy = policy;
    this.listener = listener;
    this.started = now;
    for (int i = 0; i < policy.paths(); i++) {
      paths.add(new Path(target, policy.width()));
    }
  }

  /** Whither. */
  public NodeId target() {
    return target;
  }

  /** The family walked. */
  public Family family() {
    return site.family();
  }

  /** The site it walks from. */
  public LookupSite site() {
    return site;
  }

  /** Whether it has ended. */
  public boolean isFinished() {
    return finished;
  }

  /** Gives it a node to begin with; dealt over the paths in turn. */
  public void seed(NodeId id, Endpoint endpoint) {
    add(paths.get(candidates() % paths.size()), null, id, true, endpoint);
  }

  /** Gives it an address to begin with whose id is not known. */
  public void seed(Endpoint endpoint) {
    NodeId farthest = NodeId.of(~target.hi(), ~target.mid(), ~target.lo());
    add(paths.get(candidates() % paths.size()), null, farthest, false, endpoint);
  }

  private int candidates() {
    int n = 0;
    for (Path path : paths) {
      n += path.size();
    }
    return n;
  }

  private void add(Path path, Candidate source, NodeId id, boolean idKnown, Endpoint endpoint) {
    boolean possible = endpoint.family() == site.family() && !site.isSelf(id, endpoint);
    boolean honest = !idKnown || site.mayStand(id, endpoint);
    if (possible && honest && !isKnown(path, id, idKnown, endpoint)) {
      path.insert(new Candidate(path, source, id, idKnown, endpoint));
    }
  }

  private boolean isKnown(Path path, NodeId id, boolean idKnown, Endpoint endpoint) {
    boolean limited = policy.sanitize() && !Addresses.isLocal(endpoint);
    long group = Addresses.group(endpoint);
    int neighbours = 0;
    for (int i = 0; i < path.size(); i++) {
      Candidate c = path.get(i);
      boolean sameHost = c.endpoint().sameHost(endpoint);
      boolean samePlace = sameHost && (limited || c.endpoint().port() == endpoint.port());
      if (samePlace || (idKnown && c.id.equals(id) && !c.mayHaveMoved())) {
        return true;
      }
      neighbours += Addresses.group(c.endpoint()) == group && !c.isOut() ? 1 : 0;
    }
    return limited && neighbours >= PER_GROUP;
  }

  /** Asks whoever should be asked next, and ends if nobody is left. */
  public void advance(long now) {
    if (finished) {
      return;
    }
    if (advancing) {
      again = true;
      return;
    }
    advancing = true;
    do {
      again = false;
      boolean open = false;
      for (Path path : paths) {
        open |= advance(path, now);
      }
      if (!open && !again) {
        finish(now);
      }
    } while (again && !finished);
    advancing = false;
  }

  /** Returns whether the path still expects something. */
  private boolean advance(Path path, long now) {
    int flying = flying(path);
    int answered = 0;
    boolean expecting = false;
    boolean nearerFlying = false;
    for (int i = 0; i < path.size() && answered < policy.width(); i++) {
      Candidate c = path.get(i);
      if (c.state == State.NEW && isTaken(c)) {
        c.state = State.EXCLUDED;
      }
      switch (c.state) {
        case OK -> answered++;
        case NEW -> {
          expecting = true;
          if (flying < policy.inFlight() || (!nearerFlying && flying == policy.inFlight())) {
            flying++;
            nearerFlying = true;
            ask(c, now);
          }
        }
        case IN_FLIGHT, STALLED -> {
          expecting = true;
          nearerFlying = true;
        }
        default -> {}
      }
    }
    return expecting;
  }

  private static int flying(Path path) {
    int flying = 0;
    for (int i = 0; i < path.size(); i++) {
      flying += path.get(i).state == State.IN_FLIGHT ? 1 : 0;
    }
    return flying;
  }

  /** A node serves one path only. */
  private boolean isTaken(Candidate wanted) {
    for (Path path : paths) {
      if (path != wanted.path && wasAsked(path, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean wasAsked(Path path, Candidate wanted) {
    for (int i = 0; i < path.size(); i++) {
      Candidate c = path.get(i);
      if (c.askedAt != 0 && (c.id.equals(wanted.id) || c.endpoint().equals(wanted.endpoint()))) {
        return true;
      }
    }
    return false;
  }

  private void ask(Candidate c, long now) {
    c.state = State.IN_FLIGHT;
    c.askedAt = now == 0 ? 1 : now;
    c.request = site.ask(now, c.endpoint(), c.idKnown ? c.id : null, this, c);
  }

  private void finish(long now) {
    finished = true;
    finishedAt = now;
    listener.finished(this, now);
  }

  /** Ends it before it has converged; the listener is told. */
  public void stop(long now) {
    finish(now);
  }

  /** Ends it without telling the listener. */
  public void cancel(long now) {
    finished = true;
    finishedAt = now;
  }

  @Override
  public void encode(Request request, KrpcWriter out) {
    requests++;
    listener.encode(this, (Candidate) request.tag(), out);
  }

  @Override
  public void answered(Request request, KrpcMessage answer, long now) {
    Candidate c = (Candidate) request.tag();
    replies++;
    if (!c.idKnown) {
      settle(c, answer.id(Key.ID));
    }
    boolean counts = site.mayStand(c.id, c.endpoint()) && !c.path.hasAnsweredElsewhere(c);
    c.state = counts ? State.OK : State.EXCLUDED;
    c.answeredAt = now;
    if (answer.has(Key.TOKEN) && answer.length(Key.TOKEN) <= 64) {
      c.token = answer.copy(Key.TOKEN);
    }
    credit(c);
    if (!finished) {
      collect(c, answer);
    }
    listener.answered(this, c, answer, now);
    advance(now);
  }

  private static void settle(Candidate c, NodeId id) {
    c.path.remove(c);
    c.id = id;
    c.idKnown = true;
    c.path.insert(c);
  }

  private static void credit(Candidate c) {
    if (c.source != null) {
      c.source.goodChildren++;
    }
  }

  /** At most twice the width from one source. */
  private void collect(Candidate source, KrpcMessage answer) {
    Key key = site.family() == Family.V4 ? Key.NODES : Key.NODES6;
    int length = site.family().nodeLength();
    if (!answer.has(key) || answer.length(key) % length != 0) {
      return;
    }
    int count = Math.min(answer.length(key) / length, 2 * Math.max(8, policy.width()));
    int at = answer.start(key);
    for (int i = 0; i < count; i++, at += length) {
      NodeId id = NodeId.read(answer.buffer(), at);
      Endpoint endpoint = Endpoint.read(answer.buffer(), at + NodeId.LENGTH, site.family());
      if (!Addresses.isImpossible(endpoint)) {
        add(source.path, source, id, true, endpoint);
      }
    }
  }

  @Override
  public void refused(Request request, KrpcMessage error, long now) {
    Candidate c = (Candidate) request.tag();
    c.state = State.EXCLUDED;
    advance(now);
  }

  @Override
  public long overdue(Request request, long now) {
    Candidate c = (Candidate) request.tag();
    if (finished || c.isOut()) {
      return 0;
    }
    c.state = State.STALLED;
    long next = grace(request, c, now);
    advance(now);
    return next;
  }

  private long grace(Request request, Candidate c, long now) {
    if (policy.retransmits() == 0) {
      return 0;
    }
    boolean first = request.sends() == 1 && c.path.awaits(c, policy.width());
    boolean second = request.sends() == 2 && policy.retransmits() > 1 && c.path.rank(c) == 0;
    if (first || second) {
      site.repeat(request, now);
      return request.stall() * 5 / 4;
    }
    if (request.sends() > 1) {
      c.state = State.GAVE_UP;
      return 0;
    }
    return request.stall();
  }

  @Override
  public void dead(Request request, long now) {
    Candidate c = (Candidate) request.tag();
    if (c.state != State.OK) {
      c.state = State.DEAD;
      blame(c);
    }
    advance(now);
  }

  /** Who names only dead nodes is not asked to be believed about the rest. */
  private void blame(Candidate c) {
    Candidate source = c.source;
    if (source == null || !policy.sanitize()) {
      return;
    }
    source.deadChildren++;
    if (source.deadChildren >= HOPELESS_SOURCE && source.goodChildren == 0) {
      for (int i = 0; i < source.path.size(); i++) {
        Candidate other = source.path.get(i);
        if (other.source == source && other.state == State.NEW) {
          other.state = State.EXCLUDED;
        }
      }
    }
  }

  /** The nearest candidates that have answered so far, over all paths. */
  public List<Candidate> answered(int limit) {
    List<Candidate> all = new ArrayList<>();
    for (Path path : paths) {
      for (int i = 0; i < path.size(); i++) {
        if (path.get(i).state == State.OK) {
          all.add(path.get(i));
        }
      }
    }
    all.sort(nearestFirst());
    return all.size() > limit ? new ArrayList<>(all.subList(0, limit)) : all;
  }

  private Comparator<Candidate> nearestFirst() {
    return (a, b) -> target.compareDistance(a.id, b.id);
  }

  /** Hands every usable candidate to a taker, as seeds for a lookup nearby. */
  public void share(Lookup other) {
    for (Path path : paths) {
      for (int i = 0; i < path.size(); i++) {
        Candidate c = path.get(i);
        if (c.idKnown && (c.state == State.OK || c.state == State.NEW)) {
          other.seed(c.id, c.endpoint());
        }
      }
    }
  }

  /** Counts what a lookup that helped this one has asked. */
  public void addCosts(Lookup helper) {
    requests += helper.requests;
    replies += helper.replies;
  }

  /** Opens a finished lookup again, after new seeds were given to it. */
  public void reopen(long now) {
    finished = false;
    advance(now);
  }

  /** How many nodes it is wide. */
  public int width() {
    return policy.width();
  }

  /** How it goes, or went. */
  public LookupResult result(long now) {
    List<Candidate> best = answered(policy.width());
    return new Trace(paths, started)
        .result(target, best, requests, replies, (finished ? finishedAt : now) - started);
  }
}
