package io.waggle.swarmconnector;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.api.swarm.SwarmReport;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A swarm. Transports, the handshake and the hub may come and go while it runs; what cannot be done
 * without them waits. Any thread may call; decisions fall on the loop it was given.
 */
public final class SwarmEngine implements Swarm {

  private static final int ID_LENGTH = 32;
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final int SWEEPS_OF_GRACE = 5;
  private static final int SWEEPS_BETWEEN_LOOKS = 5;

  /** So long topics wait for a first port, so that one announcement tells the right number. */
  private static final Duration PORT_PATIENCE = Duration.ofMillis(500);

  private static final Duration WITHDRAWAL = Duration.ofSeconds(2);

  private final SwarmState state;
  private final Executor relay;
  private final TokenBucket sharedIn;
  private final TokenBucket sharedOut;
  private final Ports ports;
  private final HalfOpens halfOpens;
  private final Dialler dialler;
  private final Reception reception;
  private final Candidates candidates;
  private final Memberships memberships;
  private final Reporter reporter;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean started;
  private long sweeps;

  /** A swarm that does nothing before {@link #start}. */
  public SwarmEngine(SwarmSettings settings, SwarmRuntime runtime) {
    Loop loop = new Loop(runtime.loop(), runtime.clock());
    PeerId id = settings.id().orElseGet(() -> randomId(runtime));
    this.state = new SwarmState(settings, id, loop, runtime.events(), runtime.metrics());
    this.relay = tolerant(runtime.relay());
    this.sharedIn = new TokenBucket(settings.bandwidth().in(), state.now());
    this.sharedOut = new TokenBucket(settings.bandwidth().out(), state.now());
    this.reception = new Reception(state, this::pipes);
    this.halfOpens = new HalfOpens(state, this::topics, reception);
    this.dialler =
        new Dialler(
            state,
            () -> halfOpens.handshake().isPresent(),
            (dial, lane, wire) -> halfOpens.begin(new HalfOpen(lane, wire, Optional.of(dial))));
    this.candidates = new Candidates(state, dialler, reception);
    this.ports = new Ports(state, this::incoming, this::portChanged);
    this.memberships = new Memberships(state, ports, candidates, relay);
    this.reporter = new Reporter(state, dialler, halfOpens, ports, memberships);
    reception.dialler(dialler);
  }

  private static PeerId randomId(SwarmRuntime runtime) {
    byte[] id = new byte[ID_LENGTH];
    runtime.random().accept(id);
    return PeerId.of(id);
  }

  /** The last completions of a swarm that closes may come after its threads have ended. */
  private static Executor tolerant(Executor executor) {
    return task -> {
      try {
        executor.execute(task);
      } catch (RejectedExecutionException e) {
        task.run();
      }
    };
  }

  private Collection<Topic> topics() {
    return memberships.topics();
  }

  private SwarmConnection.Pipes pipes() {
    Bandwidth bandwidth = state.settings().bandwidth();
    long now = state.now();
    return new SwarmConnection.Pipes(
        new Throttle(state.clock, new TokenBucket(bandwidth.connectionIn(), now), sharedIn),
        new Throttle(state.clock, new TokenBucket(bandwidth.connectionOut(), now), sharedOut),
        (wait, task) -> state.loop.after(wait, () -> relay.execute(task)),
        relay);
  }

  /** Opens its ports and begins to dial. */
  public void start() {
    state.loop.execute(
        () -> {
          started = true;
          ports.update();
          state.loop.after(PORT_PATIENCE, this::openMemberships);
          state.loop.after(SWEEP, this::sweep);
        });
  }

  private void openMemberships() {
    if (!memberships.isOpen() && started && !closing.get()) {
      memberships.open();
    }
  }

  private void portChanged() {
    if (memberships.isOpen()) {
      memberships.portChanged();
    } else if (ports.settled()) {
      openMemberships();
    }
  }

  private void incoming(Lane lane, Wire wire) {
    if (closing.get()) {
      wire.close();
    } else if (reception.admits(wire)) {
      halfOpens.begin(new HalfOpen(lane, wire, Optional.empty()));
    }
  }

  private void sweep() {
    state.connections.all().forEach(connection -> connection.sweep(SWEEPS_OF_GRACE));
    if (++sweeps % SWEEPS_BETWEEN_LOOKS == 0) {
      candidates.sweep(memberships.sightings());
    }
    state.loop.after(SWEEP, this::sweep);
  }

  /** Adds a transport service, with the preference and patience of its properties. */
  public void addTransport(Transport transport, int preference, Duration patience) {
    state.loop.execute(
        () -> {
          state.lanes.add(new Lane(transport, preference, patience));
          transportsChanged();
        });
  }

  /**
   * Takes a transport out: its wires are closed, what else is open stays. When this returns the
   * handshakes have said what they say at an end, and the transport may end its wires.
   */
  public void removeTransport(Transport transport) {
    state.loop.now(() -> withdraw(transport));
    // It may have been on its way in.
    state.loop.execute(() -> withdraw(transport));
  }

  private void withdraw(Transport transport) {
    state
        .lanes
        .remove(transport)
        .ifPresent(
            lane -> {
              dialler.withdraw(lane);
              halfOpens.withdraw(lane);
              reception.withdraw(lane);
              transportsChanged();
            });
  }

  private void transportsChanged() {
    if (started && !closing.get()) {
      ports.update();
      portChanged();
      dialler.pump();
    }
  }

  /** Sets the handshake for wires to come; without one they wait. */
  public void handshake(Optional<Handshake> handshake) {
    state.loop.execute(
        () -> {
          halfOpens.handshake(handshake);
          dialler.pump();
        });
  }

  /** Sets the hub; topics are joined with it again, connections stay. */
  public void discovery(Optional<Discovery> discovery) {
    state.loop.execute(() -> memberships.discovery(discovery));
  }

  /** Sets who tells how others see us; asked at each dial, and when nobody answers one. */
  public void outside(Supplier<OutsideView> observer) {
    state.outside(observer);
  }

  /** Applies other settings while it runs. The name and the id stay. */
  public void apply(SwarmSettings next) {
    state.loop.execute(
        () -> {
          SwarmSettings before = state.settings();
          state.settings(next);
          applyRates(next.bandwidth());
          if (!started) {
            return;
          }
          if (next.listen().equals(before.listen())) {
            ports.update();
          } else {
            ports.rebind();
          }
          candidates.accessChanged();
          dialler.pump();
        });
  }

  private void applyRates(Bandwidth bandwidth) {
    sharedIn.rate(bandwidth.in(), state.now());
    sharedOut.rate(bandwidth.out(), state.now());
    state.connections.all().forEach(connection -> connection.rates(bandwidth));
  }

  /** What its configuration has to say for itself; shown in the report. */
  public void status(SourceState configured, String reason) {
    state.loop.execute(() -> reporter.configured(configured, reason));
  }

  /** Where it counts. */
  public Metrics metrics() {
    return state.metrics;
  }

  @Override
  public String name() {
    return state.name();
  }

  @Override
  public PeerId id() {
    return state.id();
  }

  @Override
  public OptionalInt port() {
    return ports.number();
  }

  @Override
  public SwarmJoin join(Topic topic, SwarmJoinOptions options) {
    if (closing.get()) {
      throw new IllegalStateException("swarm '" + name() + "' is closed");
    }
    return memberships.join(topic, options);
  }

  @Override
  public void addPeer(Topic topic, PeerAddress address) {
    state.loop.execute(() -> candidates.added(topic, address));
  }

  @Override
  public void removePeer(PeerAddress address) {
    state.loop.execute(() -> candidates.removed(address));
  }

  @Override
  public Registration listen(SwarmListener listener) {
    return state.events.add(listener);
  }

  @Override
  public Collection<Connection> connections() {
    return List.copyOf(state.connections.all());
  }

  @Override
  public SwarmReport report() {
    return state.loop.read(reporter::report);
  }

  @Override
  public List<TrailEntry> trail(PeerAddress address) {
    return state.loop.read(() -> state.trails.of(address));
  }

  @Override
  public List<TrailEntry> trail(Topic topic) {
    return state.loop.read(() -> state.trails.of(topic));
  }

  @Override
  public void close() {
    shutdown();
  }

  /**
   * Closes it; done when announcements are withdrawn, or after 2 s, and all its events have been
   * handed to the event thread. Its threads are the caller's to end.
   */
  public CompletionStage<Void> shutdown() {
    if (closing.compareAndSet(false, true)) {
      state.loop.execute(this::closeAll);
    }
    return closed;
  }

  private void closeAll() {
    ports.stop();
    dialler.stop();
    halfOpens.stop();
    reception.stop();
    state.loop.after(WITHDRAWAL, this::ended);
    memberships.leaveAll().whenComplete((done, error) -> state.loop.execute(this::ended));
  }

  private void ended() {
    state.loop.stop();
    relay.execute(() -> closed.complete(null));
  }
}
