package io.waggle.swarmconnector;

import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.spi.Wire;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** One connection to a peer, over the wire that its handshake left. */
final class SwarmConnection implements Connection {

  /** What a connection is given by its swarm. */
  record Pipes(Throttle in, Throttle out, Delay delay, java.util.concurrent.Executor relay) {}

  final Origin origin;
  private final Wire wire;
  private final Pipes pipes;
  private final Inbound inbound;
  private final Outbound outbound;
  private final BiConsumer<SwarmConnection, CloseReason> onClose;
  private final AtomicReference<CloseReason> reason = new AtomicReference<>();
  private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final InputStream input = new BlockingInput(this);
  private final OutputStream output = new BlockingOutput(this);
  private volatile Set<Topic> topics = Set.of();
  private volatile Set<SourceId> sources = Set.of();
  private volatile Optional<String> failure = Optional.empty();
  private int sweepsSinceEnd;

  SwarmConnection(
      Origin origin, Wire wire, Pipes pipes, BiConsumer<SwarmConnection, CloseReason> onClose) {
    this.origin = origin;
    this.wire = wire;
    this.pipes = pipes;
    this.onClose = onClose;
    this.inbound =
        new Inbound(wire, pipes.in(), pipes.delay(), new StackGuard(pipes.relay()), fate());
    this.outbound =
        new Outbound(
            wire,
            pipes.out(),
            pipes.delay(),
            pipes.relay(),
            new StackGuard(pipes.relay()),
            this::wireFailed);
  }

  private Inbound.Fate fate() {
    return new Inbound.Fate() {
      @Override
      public void failed(Throwable cause) {
        wireFailed(cause);
      }

      @Override
      public void endDelivered() {
        closeIfBothEnded();
      }
    };
  }

  private void wireFailed(Throwable cause) {
    failure = Optional.of(Race.describe(cause));
    close(inbound.ended() ? CloseReason.REMOTE : CloseReason.ERROR);
  }

  private void closeIfBothEnded() {
    if (inbound.ended() && outbound.finished()) {
      close(CloseReason.REMOTE);
    }
  }

  @Override
  public CompletionStage<Integer> read(ByteBuffer into) {
    return inbound.read(into);
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer data) {
    return outbound.write(data);
  }

  @Override
  public CompletionStage<Void> finish() {
    return outbound.finish().thenRun(this::closeIfBothEnded);
  }

  @Override
  public void close() {
    close(inbound.ended() ? CloseReason.REMOTE : CloseReason.LOCAL);
  }

  /** Closes for a reason; the first one counts. */
  void close(CloseReason why) {
    if (reason.compareAndSet(null, why)) {
      wire.close();
      onClose.accept(this, why);
      pipes.relay().execute(() -> closed.complete(why));
    }
  }

  /** Once a second: notices the end of a connection that nobody reads. */
  void sweep(int sweepsOfGrace) {
    inbound.peek();
    if (inbound.endUnnoticed() && ++sweepsSinceEnd > sweepsOfGrace) {
      close(CloseReason.REMOTE);
    }
  }

  /** Why it is over, though the swarm may not have heard of it yet; empty while it lives. */
  Optional<CloseReason> over() {
    return Optional.ofNullable(reason.get())
        .or(() -> inbound.ended() ? Optional.of(CloseReason.REMOTE) : Optional.empty());
  }

  /** What the wire or the handshake around it found wrong; empty if it ended in order. */
  Optional<String> failure() {
    return reason.get() == CloseReason.ERROR ? failure : Optional.empty();
  }

  /** What is known by now of where the peer was found. */
  void foundBy(Set<Topic> newTopics, Set<SourceId> newSources) {
    topics = Set.copyOf(newTopics);
    sources = Set.copyOf(newSources);
  }

  Duration age() {
    return Duration.ofNanos(origin.clock().nanoTime() - origin.since());
  }

  void rates(Bandwidth bandwidth) {
    pipes.in().rate(bandwidth.connectionIn());
    pipes.out().rate(bandwidth.connectionOut());
  }

  PeerAddress remote() {
    return wire.remote();
  }

  @Override
  public ConnectionInfo info() {
    return new ConnectionInfo(
        origin.number(),
        origin.swarm(),
        origin.peer(),
        origin.dialled().map(entry -> entry.address).orElse(wire.remote()),
        origin.dialled().isPresent(),
        origin.lane().name(),
        origin.handshake(),
        origin.topic().map(Set::of).orElse(topics),
        sources,
        inbound.bytes(),
        outbound.bytes(),
        age());
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public CompletionStage<CloseReason> closed() {
    return closed.minimalCompletionStage();
  }

  @Override
  public String toString() {
    return "connection " + origin.number() + " to " + remote() + Optional.ofNullable(reason.get());
  }
}
