package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcError;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Candidate;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.rpc.Asker;
import io.waggle.kademliadht.rpc.Request;
import io.waggle.kademliadht.rpc.Timer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Stores many things at many nodes: one question at a time to each and not more than limits like
 * ours allow, so and so many a second in all. The token a node gave for one target is tried for all
 * that it is to hold, for BEP 5 ties it to our address only; a node that wants one for each target
 * is asked for them.
 */
final class Deliveries extends Timer implements Asker {

  private static final long SECOND = 1_000_000_000L;

  /** Two stores a second are what we take from one source ourselves. */
  private static final long PAUSE = SECOND * 6 / 10;

  private static final long TICK = SECOND / 50;
  private static final int LONGEST_TOKEN = 64;

  private final NodeContext node;
  private final int perSecond;
  private final ObjLongConsumer<Entry> settled;
  private final Map<Found, Holder> holders = new LinkedHashMap<>();
  private int waiting;
  private long sent;
  private double credit;
  private long lastTick;

  private static final class Holder {
    final Home home;
    final Found found;
    final Deque<Delivery> queue = new ArrayDeque<>();
    byte[] token;
    boolean strict;
    boolean asking;
    long freeAt;

    Holder(Home home, Found found, byte[] token) {
      this.home = home;
      this.found = found;
      this.token = token;
      this.strict = token.length == 0;
    }

    void forget() {
      queue.forEach(delivery -> delivery.current = null);
      queue.clear();
    }
  }

  private static final class Delivery {
    final Entry entry;
    final Holder holder;
    byte[] token;
    Request current;

    Delivery(Entry entry, Holder holder) {
      this.entry = entry;
      this.holder = holder;
    }

    boolean asksForToken() {
      return holder.strict && token == null;
    }
  }

  /**
   * None yet.
   *
   * @param perSecond questions a second in all
   * @param settled told of each entry that nobody is asked to hold any more, with the time
   */
  Deliveries(NodeContext node, int perSecond, ObjLongConsumer<Entry> settled) {
    this.node = node;
    this.perSecond = perSecond;
    this.settled = settled;
  }

  /** Questions sent, repetitions included. */
  long sent() {
    return sent;
  }

  /** How many are still to be made. */
  int waiting() {
    return waiting;
  }

  /** Has something stored by nodes that have just answered. */
  void add(Home home, Entry entry, List<Candidate> by, long now) {
    for (Candidate candidate : by) {
      Found found = Operation.found(candidate);
      Holder holder = holders.computeIfAbsent(found, f -> new Holder(home, f, candidate.token()));
      holder.queue.add(new Delivery(entry, holder));
      entry.open++;
      entry.asked++;
      waiting++;
    }
    if (waiting > 0 && !isScheduled()) {
      lastTick = now;
      node.timers.schedule(this, now + TICK);
    }
  }

  /** Ends it; answers that come are heard by nobody. */
  void cancel() {
    node.timers.cancel(this);
    holders.values().forEach(Holder::forget);
    holders.clear();
    waiting = 0;
  }

  @Override
  protected void fire(long now) {
    credit = Math.min(perSecond, credit + (double) (now - lastTick) / SECOND * perSecond);
    lastTick = now;
    holders.values().removeIf(holder -> holder.queue.isEmpty() && !holder.asking);
    for (Holder holder : List.copyOf(holders.values())) {
      if (credit >= 1 && !holder.asking && !holder.queue.isEmpty() && holder.freeAt - now <= 0) {
        ask(holder, now);
      }
    }
    if (waiting > 0) {
      node.timers.schedule(this, now + TICK);
    }
  }

  private void ask(Holder holder, long now) {
    credit--;
    holder.asking = true;
    Delivery delivery = holder.queue.peek();
    delivery.current =
        holder.home.ask(now, holder.found.endpoint(), holder.found.id(), this, delivery);
  }

  @Override
  public void encode(Request request, KrpcWriter out) {
    sent++;
    Delivery delivery = (Delivery) request.tag();
    NodeId self = delivery.holder.home.id();
    byte[] token = delivery.token == null ? delivery.holder.token : delivery.token;
    if (delivery.entry.store instanceof Command.Announce what) {
      if (delivery.asksForToken()) {
        Queries.getPeers(out, self, what.infoHash(), false);
      } else {
        Queries.announce(out, self, what, token);
      }
    } else if (delivery.entry.store instanceof Command.Put what) {
      if (delivery.asksForToken()) {
        long known = what.item().isMutable() ? what.item().seq() : -1;
        Queries.get(out, self, what.target(), known);
      } else {
        Queries.put(out, self, what.item(), what.cas(), token);
      }
    }
  }

  @Override
  public void answered(Request request, KrpcMessage answer, long now) {
    Delivery delivery = (Delivery) request.tag();
    if (delivery.current != request) {
      return;
    }
    if (!delivery.asksForToken()) {
      delivery.entry.holders.add(delivery.holder.found);
      settle(delivery, now);
    } else if (answer.has(Key.TOKEN) && answer.length(Key.TOKEN) <= LONGEST_TOKEN) {
      delivery.token = answer.copy(Key.TOKEN);
      ask(delivery.holder, now);
    } else {
      settle(delivery, now);
    }
  }

  @Override
  public void refused(Request request, KrpcMessage error, long now) {
    Delivery delivery = (Delivery) request.tag();
    if (delivery.current != request) {
      return;
    }
    if (error.errorCode() == KrpcError.PROTOCOL && borrowed(delivery)) {
      delivery.holder.strict = true;
      ask(delivery.holder, now);
      return;
    }
    delivery.entry.refusal = error.errorCode();
    settle(delivery, now);
  }

  private static boolean borrowed(Delivery delivery) {
    return !delivery.holder.strict && delivery.token == null;
  }

  @Override
  public long overdue(Request request, long now) {
    if (request.sends() > 2 || ((Delivery) request.tag()).current != request) {
      return 0;
    }
    node.requests.repeat(request, now);
    return request.stall() * 3 / 2;
  }

  /** Some drop what has a bad token without a word. */
  @Override
  public void dead(Request request, long now) {
    Delivery delivery = (Delivery) request.tag();
    if (delivery.current != request) {
      return;
    }
    if (borrowed(delivery)) {
      delivery.holder.strict = true;
      ask(delivery.holder, now);
      return;
    }
    List<Delivery> lost = List.copyOf(delivery.holder.queue);
    lost.forEach(each -> settle(each, now));
  }

  private void settle(Delivery delivery, long now) {
    Holder holder = delivery.holder;
    if (!holder.queue.remove(delivery)) {
      return;
    }
    holder.asking = false;
    holder.freeAt = now + PAUSE;
    waiting--;
    delivery.entry.open--;
    if (delivery.entry.open == 0) {
      settled.accept(delivery.entry, now);
    }
  }
}
