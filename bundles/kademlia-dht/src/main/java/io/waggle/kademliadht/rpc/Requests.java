package io.waggle.kademliadht.rpc;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.Kind;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * The questions under way. A transaction id is 4 random bytes, and an answer counts only from the
 * endpoint that was asked.
 */
public final class Requests {

  private static final byte[] READ_ONLY = "2:roi1e".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REALM = "2:rn4:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRANSACTION = "1:t4:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "1:y1:qe".getBytes(StandardCharsets.US_ASCII);
  private static final int SMALLEST = 8;

  private final TimerHeap timers;
  private final IntSupplier random;
  private final KrpcWriter writer;
  private final PacketSink sink;
  private final Outcomes outcomes;
  private final TimeoutModel model4 = new TimeoutModel();
  private final TimeoutModel model6 = new TimeoutModel();
  private Timing timing;
  private boolean readOnly;
  private int realm;
  private Request[] open = new Request[SMALLEST];
  private int size;

  /** None under way yet. */
  public Requests(
      TimerHeap timers, IntSupplier random, KrpcWriter writer, PacketSink sink, Outcomes outcomes) {
    this.timers = timers;
    this.random = random;
    this.writer = writer;
    this.sink = sink;
    this.outcomes = outcomes;
  }

  /**
   * How long answers are waited for, and whether questions say that we do not answer (BEP 43), and
   * which private network they belong to, if not to the open one.
   */
  public void configure(Timing newTiming, boolean nowReadOnly, int newRealm) {
    realm = newRealm;
    timing = newTiming;
    readOnly = nowReadOnly;
  }

  /** How many are under way, the given up ones included. */
  public int size() {
    return size;
  }

  /** What was learned of a family's round trips. */
  public TimeoutModel model(Family family) {
    return family == Family.V4 ? model4 : model6;
  }

  /**
   * Asks.
   *
   * @param expected the id the node is known by, or null if any will do
   * @param rttMillis the node's usual round trip, 0 if not known
   */
  public Request ask(
      long now, int socket, Endpoint to, NodeId expected, int rttMillis, Asker asker, Object tag) {
    int transaction = random.getAsInt();
    while (find(transaction) != null) {
      transaction = random.getAsInt();
    }
    long stall = timing.stallNanos(model(to.family()), rttMillis);
    Request request = new Request(this, transaction, asker, socket, to, expected, tag, now, stall);
    put(request);
    transmit(request, now);
    timers.schedule(request, now + Math.min(stall, deadNanos()));
    return request;
  }

  /** Asks once more. */
  public void repeat(Request request, long now) {
    transmit(request, now);
  }

  private void transmit(Request request, long now) {
    request.sends++;
    writer.reset();
    request.asker.encode(request, writer);
    if (realm != 0) {
      writer.raw(REALM).bits(realm, 4);
    }
    if (readOnly) {
      writer.raw(READ_ONLY);
    }
    writer.raw(TRANSACTION).bits(request.transaction, 4).raw(END);
    outcomes.sent(request, now);
    sink.send(request.socket(), request.to(), writer.buffer(), 0, writer.length());
  }

  private long deadNanos() {
    return timing.deadMillis() * 1_000_000L;
  }

  void due(Request request, long now) {
    long age = now - request.firstSent;
    if (request.dead && age >= timing.lateMillis() * 1_000_000L) {
      remove(request);
      return;
    }
    if (!request.dead && age >= deadNanos()) {
      die(request, now);
    }
    long again = request.dead ? 0 : request.asker.overdue(request, now);
    if (find(request.transaction) == request && !request.isScheduled()) {
      long end = request.dead ? timing.lateMillis() * 1_000_000L : deadNanos();
      long next = request.firstSent + end;
      boolean sooner = again > 0 && now + again - next < 0;
      timers.schedule(request, sooner ? now + again : Math.max(next, now));
    }
  }

  private void die(Request request, long now) {
    request.dead = true;
    outcomes.failed(request, now);
    request.asker.dead(request, now);
  }

  /** Forgets a question; an answer to it will be a stray. */
  public void forget(Request request) {
    timers.cancel(request);
    remove(request);
  }

  /** A response or an error has come; returns whether it was to a question of ours. */
  public boolean receive(long now, KrpcMessage message, Endpoint from) {
    long transaction = message.transaction();
    Request request = transaction < 0 ? null : find((int) transaction);
    if (request == null || !request.to().equals(from)) {
      outcomes.stray(from);
      return false;
    }
    if (message.kind() == Kind.ERROR) {
      finish(request);
      request.asker.refused(request, message, now);
      return true;
    }
    if (!message.has(Key.ID, NodeId.LENGTH)) {
      outcomes.stray(from);
      return false;
    }
    NodeId id = message.id(Key.ID);
    finish(request);
    if (request.expected() != null && !request.expected().equals(id)) {
      mismatch(request, id, now);
      return true;
    }
    outcomes.answered(request, id, sample(request, from, now), message, now);
    request.asker.answered(request, message, now);
    return true;
  }

  private void mismatch(Request request, NodeId id, long now) {
    outcomes.mismatch(request, id, now);
    if (!request.dead) {
      request.dead = true;
      request.asker.dead(request, now);
    }
  }

  private int sample(Request request, Endpoint from, long now) {
    if (request.sends > 1) {
      return -1;
    }
    int millis = (int) Math.min(60_000, (now - request.firstSent) / 1_000_000);
    model(from.family()).sample(millis);
    return millis;
  }

  private void finish(Request request) {
    timers.cancel(request);
    remove(request);
  }

  private Request find(int transaction) {
    int mask = open.length - 1;
    for (int i = transaction & mask; open[i] != null; i = (i + 1) & mask) {
      if (open[i].transaction == transaction) {
        return open[i];
      }
    }
    return null;
  }

  private void put(Request request) {
    if ((size + 1) * 2 > open.length) {
      resize(open.length * 2);
    }
    place(request);
    size++;
  }

  private void place(Request request) {
    int mask = open.length - 1;
    int i = request.transaction & mask;
    while (open[i] != null) {
      i = (i + 1) & mask;
    }
    open[i] = request;
  }

  private void resize(int capacity) {
    Request[] old = open;
    open = new Request[capacity];
    for (Request request : old) {
      if (request != null) {
        place(request);
      }
    }
  }

  private void remove(Request request) {
    int mask = open.length - 1;
    int i = request.transaction & mask;
    while (open[i] != request) {
      if (open[i] == null) {
        return;
      }
      i = (i + 1) & mask;
    }
    open[i] = null;
    size--;
    for (int next = (i + 1) & mask; open[next] != null; next = (next + 1) & mask) {
      Request moved = open[next];
      open[next] = null;
      place(moved);
    }
    if (open.length > SMALLEST && size * 8 < open.length) {
      resize(open.length / 2);
    }
  }
}
