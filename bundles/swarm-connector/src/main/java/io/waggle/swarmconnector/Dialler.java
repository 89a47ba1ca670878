package io.waggle.swarmconnector;

import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.PeerReport.State;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.spi.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Decides who is dialled when: the queue, the limits, the waits after failures. */
final class Dialler {

  /** Takes the wire of a dial on to its handshake. */
  interface Next {
    /** A transport has won. */
    void connected(Dial dial, Lane lane, Wire wire);
  }

  private static final String OURSELVES = "it is how a server sees us";

  private final SwarmState state;
  private final Next next;
  private final BooleanSupplier ready;
  private final Punches punches;
  private final DialQueue queue = new DialQueue();
  private final Set<Dial> underWay = new LinkedHashSet<>();

  /**
   * Makes one that is idle.
   *
   * @param ready whether a handshake is there; without one nobody is dialled
   */
  Dialler(SwarmState state, BooleanSupplier ready, Next next) {
    this.state = state;
    this.ready = ready;
    this.next = next;
    this.punches = new Punches(state);
  }

  int queued() {
    return queue.size();
  }

  int underWay() {
    return underWay.size();
  }

  /** Queues an address if it is to be dialled and isn't queued or being dialled. */
  void consider(PeerEntry entry) {
    if (entry.busy() || !admissible(entry)) {
      return;
    }
    if (state.outside().us().contains(entry.address)) {
      skipOurselves(entry);
      return;
    }
    Optional<Topic> topic = wants(entry);
    if (topic.isEmpty()) {
      queue.remove(entry);
      entry.to(entry.topics.isEmpty() ? State.DROPPED : State.CONNECTED, state.now());
      return;
    }
    if (entry.state() != State.QUEUED) {
      entry.to(State.QUEUED, state.now());
      queue.offer(entry, topic.get());
    } else if (entry.ticket.rank() != entry.rank()) {
      queue.offer(entry, topic.get());
    }
    pump();
  }

  /** Not a ban: behind a NAT the address may be another's later. */
  private void skipOurselves(PeerEntry entry) {
    if (!entry.lastError.equals(OURSELVES)) {
      state.trails.add(entry.address, entry.topics, "self", OURSELVES);
      entry.lastError = OURSELVES;
    }
    drop(entry);
  }

  private boolean admissible(PeerEntry entry) {
    boolean denied = !state.settings().access().allows(entry.address.host());
    boolean wasDenied = entry.ban.equals(Optional.of(RejectReason.DENIED));
    if (wasDenied && !denied) {
      entry.ban = Optional.empty();
    } else if (denied && entry.ban.isEmpty()) {
      ban(entry, RejectReason.DENIED, "by the lists 'allow' and 'deny'");
    }
    return entry.ban.isEmpty();
  }

  /** Never dials the address again until the ban is lifted. */
  void ban(PeerEntry entry, RejectReason reason, String message) {
    queue.remove(entry);
    entry.ban = Optional.of(reason);
    entry.to(State.BANNED, state.now());
    state.rejected(entry.address, entry.topics, entry.peer, reason, message);
  }

  /** The first topic of the address that no open connection to the peer serves. */
  private Optional<Topic> wants(PeerEntry entry) {
    return entry.topics.stream()
        .filter(t -> !state.connections.covers(entry.supposedPeer(), entry.address, t))
        .findFirst();
  }

  /** Dials as many as the limits let. */
  void pump() {
    List<Lane> lanes = lanes();
    while (ready.getAsBoolean() && !lanes.isEmpty() && hasRoom()) {
      Optional<DialQueue.Ticket> ticket = queue.poll();
      if (ticket.isEmpty()) {
        return;
      }
      PeerEntry entry = ticket.get().entry();
      Optional<Topic> topic = wants(entry);
      if (topic.isPresent()) {
        begin(new Dial(entry, topic.get()), lanes);
      } else {
        entry.to(State.CONNECTED, state.now());
      }
    }
  }

  private boolean hasRoom() {
    Limits limits = state.settings().limits();
    return underWay.size() < limits.dials()
        && (limits.connections() == 0
            || state.connections.size() + underWay.size() < limits.connections());
  }

  private void begin(Dial dial, List<Lane> lanes) {
    PeerEntry entry = dial.entry;
    underWay.add(dial);
    queue.begun(dial.topic);
    entry.to(State.CONNECTING, state.now());
    state.count("dials");
    state.trails.add(entry.address, entry.topics, "dialled", "attempt " + (entry.attempts + 1));
    state.events.publish(
        new SwarmEvent.Connecting(state.name(), entry.address, entry.attempts + 1));
    dial.race =
        new Race(entry.address, state.loop, state.settings().connectTimeout(), finish(dial));
    dial.race.start(lanes);
  }

  private Race.Finish finish(Dial dial) {
    return new Race.Finish() {
      @Override
      public void won(Lane lane, Wire wire) {
        state.trails.add(
            dial.entry.address,
            dial.entry.topics,
            "reached",
            "over " + lane.name() + " (" + dial.race.story() + ")");
        dial.entry.to(State.HANDSHAKING, state.now());
        next.connected(dial, lane, wire);
      }

      @Override
      public void lost(String message, boolean timedOut) {
        state.count(timedOut ? "dials.timed.out" : "dials.failed");
        if (!timedOut) {
          failed(dial, message);
        } else if (!punches.start(dial, lanes(), punched(dial))) {
          String remark = punches.remark(dial.entry);
          failed(
              dial,
              message + " (" + dial.race.story() + ")" + (remark.isEmpty() ? "" : "; " + remark));
        }
      }
    };
  }

  private List<Lane> lanes() {
    return state.lanes.chosen(state.settings().transports());
  }

  private Punches.Finish punched(Dial dial) {
    return new Punches.Finish() {
      @Override
      public void won(Lane lane, Wire wire) {
        dial.entry.to(State.HANDSHAKING, state.now());
        next.connected(dial, lane, wire);
      }

      @Override
      public void lost(String message) {
        failed(dial, message);
      }
    };
  }

  /** The dial has come to nothing: waits as the schedule says, or gives up. */
  private void failed(Dial dial, String message) {
    PeerEntry entry = dial.entry;
    entry.attempts++;
    Optional<Duration> wait = RetrySchedule.DIAL.after(entry.attempts);
    state.events.publish(
        new SwarmEvent.ConnectFailed(state.name(), entry.address, message, wait.isEmpty()));
    state.trails.add(entry.address, entry.topics, "failed", message);
    ended(dial);
    waitOrGiveUp(entry, wait, message);
    pump();
  }

  /** The peer was reached and then failed the handshake. */
  void handshakeFailed(Dial dial, String message) {
    PeerEntry entry = dial.entry;
    entry.attempts++;
    entry.handshakeFailures++;
    ended(dial);
    waitOrGiveUp(entry, RetrySchedule.HANDSHAKE.after(entry.handshakeFailures), message);
  }

  private void waitOrGiveUp(PeerEntry entry, Optional<Duration> wait, String message) {
    entry.lastError = message;
    if (entry.ban.isPresent()) {
      entry.to(State.BANNED, state.now());
    } else if (wait.isPresent()) {
      waitFor(entry, wait.get());
    } else {
      giveUp(entry);
    }
  }

  private void waitFor(PeerEntry entry, Duration wait) {
    long due = state.now() + wait.toNanos();
    entry.waitFor(state.loop.after(wait, () -> consider(entry)), due, state.now());
  }

  private void giveUp(PeerEntry entry) {
    entry.timesGivenUp++;
    state.trails.add(entry.address, entry.topics, "dropped", "until it is found again");
    drop(entry);
  }

  /** Out of the queue; stays known for a while. */
  void drop(PeerEntry entry) {
    queue.remove(entry);
    entry.to(State.DROPPED, state.now());
    state.peers.dropped(entry);
  }

  /** The dial is over, well or not: its place is free. */
  void ended(Dial dial) {
    if (underWay.remove(dial)) {
      queue.ended(dial.topic);
    }
  }

  /** The peer of this address is connected, by this dial or otherwise. */
  void connected(PeerEntry entry) {
    entry.attempts = 0;
    entry.handshakeFailures = 0;
    entry.timesGivenUp = 0;
    entry.lastError = "";
    entry.to(entry.ban.isPresent() ? State.BANNED : State.CONNECTED, state.now());
  }

  /** There was no room for the connection in the end: back into the queue, at no cost. */
  void postpone(PeerEntry entry) {
    entry.to(State.DROPPED, state.now());
    consider(entry);
  }

  /** Dials the peer of a connection that has closed, after a wait. */
  void reconnect(PeerEntry entry, Duration wait) {
    if (entry.busy() || entry.ban.isPresent() || entry.topics.isEmpty()) {
      return;
    }
    queue.remove(entry);
    waitFor(entry, wait);
  }

  /** A transport has gone: dials over it are given up, those over others go on. */
  void withdraw(Lane lane) {
    new ArrayList<>(underWay).forEach(dial -> dial.race.withdraw(lane));
    // A punch ends by itself when its transport is closed.
  }

  /** Gives up every dial and every wait. */
  void stop() {
    underWay.forEach(dial -> dial.race.abandon());
    underWay.forEach(Dial::abandonPunch);
    state.peers.all().forEach(entry -> entry.to(State.DROPPED, state.now()));
  }
}
