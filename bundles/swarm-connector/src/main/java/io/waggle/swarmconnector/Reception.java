package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets peers in, or not: ourselves, duplicates and whoever is over the limit are turned away, the
 * others become connections; and looks after what is left when one closes.
 */
final class Reception implements HalfOpens.Outcome {

  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  /** A connection that ends sooner than this counts as none when the next wait is chosen. */
  private static final Duration SHORT_LIFE = Duration.ofSeconds(1);

  /** The peer that had dialled gets this head start when a connection has closed. */
  private static final Duration HEAD_START = Duration.ofSeconds(1);

  private final SwarmState state;
  private final Supplier<SwarmConnection.Pipes> pipes;
  private Dialler dialler;
  private long numbers;

  Reception(SwarmState state, Supplier<SwarmConnection.Pipes> pipes) {
    this.state = state;
    this.pipes = pipes;
  }

  void dialler(Dialler newDialler) {
    dialler = newDialler;
  }

  /** Whether an incoming wire may begin its handshake; tells why not. */
  boolean admits(Wire wire) {
    if (!state.settings().access().allows(wire.remote().host())) {
      turnAway(wire, RejectReason.DENIED, "by the lists 'allow' and 'deny'");
      return false;
    }
    if (isFull()) {
      turnAway(wire, RejectReason.LIMIT, limitMessage());
      return false;
    }
    return true;
  }

  private boolean isFull() {
    int most = state.settings().limits().connections();
    return most > 0 && state.connections.size() >= most;
  }

  private String limitMessage() {
    return "the limit of " + state.settings().limits().connections() + " connections is reached";
  }

  private void turnAway(Wire wire, RejectReason reason, String message) {
    wire.close();
    state.rejected(wire.remote(), List.of(), Optional.empty(), reason, message);
  }

  @Override
  public void failed(HalfOpen half, RejectReason reason, String message) {
    state.rejected(half.address(), half.topics(), Optional.empty(), reason, message);
    half.dial.ifPresent(dial -> dialler.handshakeFailed(dial, message));
    dialler.pump();
  }

  @Override
  public void shaken(HalfOpen half, HandshakeResult result, String handshake) {
    half.dial.ifPresent(dialler::ended);
    settle(half, result, handshake);
    dialler.pump();
  }

  private void settle(HalfOpen half, HandshakeResult result, String handshake) {
    Optional<PeerId> remote = result.remoteId();
    if (remote.equals(Optional.of(state.id()))) {
      metOurselves(half, result);
      return;
    }
    half.dial.ifPresent(dial -> remote.ifPresent(id -> state.peers.met(dial.entry, id)));
    Origin origin =
        new Origin(
            numbers + 1,
            state.name(),
            half.lane,
            handshake,
            remote,
            result.topic(),
            half.dial.map(dial -> dial.entry),
            state.clock,
            state.now());
    Optional<SwarmConnection> old =
        state.connections.find(ConnectionTable.Key.of(remote, half.address(), result.topic()));
    if (old.isPresent() && !makesWay(old.get(), origin)) {
      turnAwayDuplicate(half, result, old.get());
    } else if (isFull()) {
      turnAwayFull(half, result);
    } else {
      open(origin, result.wire());
    }
  }

  private void metOurselves(HalfOpen half, HandshakeResult result) {
    result.wire().close();
    // Of the two ends only the one that dialled knows the address to ban.
    half.dial.ifPresent(
        dial -> dialler.ban(dial.entry, RejectReason.SELF, "the address is our own"));
  }

  /**
   * Takes the old connection out if it has to go, or is over and the news has not come through yet.
   */
  private boolean makesWay(SwarmConnection old, Origin next) {
    boolean replaces =
        !state.settings().keepExisting()
            && DuplicateRule.keepsNew(state.id(), next.peer(), old.origin.side(), next.side());
    Optional<CloseReason> over = old.over();
    if (over.isEmpty() && !replaces) {
      return false;
    }
    // The remote side may have settled on the new one before us and closed the old one.
    boolean settled = over.isEmpty() || over.get() == CloseReason.REMOTE;
    retire(old, replaces && settled ? CloseReason.DUPLICATE : over.orElseThrow());
    return true;
  }

  private void turnAwayDuplicate(HalfOpen half, HandshakeResult result, SwarmConnection old) {
    result.wire().close();
    state.rejected(
        half.address(),
        half.topics(),
        result.remoteId(),
        RejectReason.DUPLICATE,
        "connection " + old.origin.number() + " is kept");
    half.dial.ifPresent(
        dial -> {
          dialler.connected(dial.entry);
          describe(old);
        });
  }

  private void turnAwayFull(HalfOpen half, HandshakeResult result) {
    result.wire().close();
    state.rejected(
        half.address(), half.topics(), result.remoteId(), RejectReason.LIMIT, limitMessage());
    half.dial.ifPresent(dial -> dialler.postpone(dial.entry));
  }

  private void open(Origin origin, Wire wire) {
    numbers++;
    SwarmConnection connection =
        new SwarmConnection(
            origin,
            wire,
            pipes.get(),
            (closed, reason) -> state.loop.execute(() -> closed(closed, reason)));
    state.connections.add(connection);
    origin.dialled().ifPresent(dialler::connected);
    describe(connection);
    state.count(origin.dialled().isPresent() ? "connections.out" : "connections.in");
    state.trails.add(
        connection.info().address(),
        connection.info().topics(),
        "connected",
        "connection %d over %s with %s%s"
            .formatted(
                origin.number(),
                origin.lane().name(),
                origin.handshake(),
                origin.peer().map(peer -> " as " + peer).orElse("")));
    log.debug("Swarm {}: {} is open", state.name(), connection);
    state.events.publish(new SwarmEvent.Connected(state.name(), connection));
    // Another topic of the same address may need a connection of its own.
    origin.dialled().ifPresent(dialler::consider);
  }

  /** Tells the connection all topics and sources under which its peer is known. */
  void describe(SwarmConnection connection) {
    Set<Topic> topics = new HashSet<>();
    Set<SourceId> sources = new HashSet<>();
    Set<PeerEntry> entries = new HashSet<>();
    connection.origin.dialled().ifPresent(entries::add);
    connection.origin.peer().ifPresent(peer -> entries.addAll(state.peers.of(peer)));
    state.peers.find(connection.remote()).ifPresent(entries::add);
    for (PeerEntry entry : entries) {
      topics.addAll(entry.topics);
      sources.addAll(entry.sources());
    }
    connection.foundBy(topics, sources);
  }

  /** Takes a connection out and says so, before it is closed. */
  private boolean retire(SwarmConnection connection, CloseReason reason) {
    if (!state.connections.remove(connection)) {
      return false;
    }
    state.count("closed." + reason.name().toLowerCase(java.util.Locale.ROOT));
    state.trails.add(
        connection.info().address(),
        connection.info().topics(),
        "closed",
        "connection "
            + connection.origin.number()
            + ": "
            + reason
            + connection.failure().map(why -> ", " + why).orElse(""));
    log.debug("Swarm {}: {} has closed", state.name(), connection);
    state.events.publish(new SwarmEvent.Closed(state.name(), connection.info(), reason));
    connection.close(reason);
    return true;
  }

  private void closed(SwarmConnection connection, CloseReason reason) {
    if (!retire(connection, reason)) {
      return;
    }
    if (reason != CloseReason.SHUTDOWN) {
      dialAgain(connection);
    }
    dialler.pump();
  }

  private void dialAgain(SwarmConnection connection) {
    Optional<PeerEntry> dialled = connection.origin.dialled();
    Set<PeerEntry> others =
        new HashSet<>(connection.origin.peer().map(state.peers::of).orElse(List.of()));
    dialled.ifPresent(others::remove);
    others.forEach(entry -> dialler.reconnect(entry, RetrySchedule.reconnect(0).plus(HEAD_START)));
    dialled.ifPresent(
        entry -> {
          boolean brief = connection.age().compareTo(SHORT_LIFE) < 0;
          entry.shortLives = brief ? entry.shortLives + 1 : 0;
          entry.lastError = "the connection closed";
          dialler.reconnect(entry, RetrySchedule.reconnect(entry.shortLives));
        });
  }

  /** Closes every connection; the events are told at once. */
  void stop() {
    List.copyOf(state.connections.all()).forEach(c -> retire(c, CloseReason.SHUTDOWN));
  }

  /** A transport has gone, and with it the wires it carried. */
  void withdraw(Lane lane) {
    List.copyOf(state.connections.all()).stream()
        .filter(connection -> connection.origin.lane().equals(lane))
        .forEach(connection -> connection.close(CloseReason.ERROR));
  }
}
