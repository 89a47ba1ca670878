package io.waggle.swarmconnector;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.AddressGroup;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Wires on their way through the handshake. Each has a time limit; incoming ones are bounded in
 * number, and when there are too many, the oldest one of the neighbourhood that holds the most
 * goes, so that one attacker does not lock out others. While no handshake service is there, wires
 * wait for one within their time limit.
 */
final class HalfOpens {

  /** What comes of a handshake. */
  interface Outcome {
    /** It ended well. */
    void shaken(HalfOpen half, HandshakeResult result, String handshake);

    /** It did not; the wire is closed already. */
    void failed(HalfOpen half, RejectReason reason, String message);
  }

  private final SwarmState state;
  private final Supplier<Collection<Topic>> joined;
  private final Outcome outcome;
  private final Set<HalfOpen> open = new LinkedHashSet<>();
  private Optional<Handshake> handshake = Optional.empty();

  HalfOpens(SwarmState state, Supplier<Collection<Topic>> joined, Outcome outcome) {
    this.state = state;
    this.joined = joined;
    this.outcome = outcome;
  }

  Optional<Handshake> handshake() {
    return handshake;
  }

  /** From now on this one is used, or none; handshakes under way go on. */
  void handshake(Optional<Handshake> newHandshake) {
    handshake = newHandshake;
    newHandshake.ifPresent(now -> state.identity(now.identity()));
    new ArrayList<>(open).forEach(this::negotiate);
  }

  long incoming() {
    return open.stream().filter(half -> half.dial.isEmpty()).count();
  }

  /** Starts a handshake. */
  void begin(HalfOpen half) {
    if (half.dial.isEmpty() && incoming() >= state.settings().limits().halfOpen()) {
      evict();
    }
    open.add(half);
    half.deadline = state.loop.after(state.settings().handshakeTimeout(), () -> timedOut(half));
    negotiate(half);
  }

  private void timedOut(HalfOpen half) {
    String why =
        half.negotiating
            ? "no handshake within " + state.settings().handshakeTimeout().toMillis() + " ms"
            : "there was no handshake service";
    fail(half, RejectReason.HANDSHAKE_TIMEOUT, why);
  }

  private void evict() {
    Map<AddressGroup, List<HalfOpen>> groups =
        open.stream()
            .filter(half -> half.dial.isEmpty())
            .collect(Collectors.groupingBy(half -> AddressGroup.of(half.wire.remote().host())));
    groups.values().stream()
        .max(Comparator.comparingInt(List::size))
        .ifPresent(
            most -> fail(most.get(0), RejectReason.LIMIT, "too many wires without a handshake"));
  }

  private void negotiate(HalfOpen half) {
    if (handshake.isEmpty() || half.negotiating) {
      return;
    }
    half.negotiating = true;
    Handshake with = handshake.get();
    state.identity(with.identity());
    start(half, with)
        .whenComplete(
            (result, error) -> state.loop.execute(() -> ended(half, with.name(), result, error)));
  }

  /** Handshakes are foreign code: what they throw is a failed handshake. */
  private CompletionStage<HandshakeResult> start(HalfOpen half, Handshake with) {
    try {
      return with.negotiate(
          half.wire,
          new HandshakeRequest(
              state.name(),
              state.id(),
              half.dial.isPresent(),
              half.dial.map(dial -> dial.topic),
              List.copyOf(joined.get())));
    } catch (RuntimeException e) {
      return java.util.concurrent.CompletableFuture.failedFuture(e);
    }
  }

  private void ended(HalfOpen half, String name, HandshakeResult result, Throwable error) {
    if (half.over) {
      return;
    }
    if (error != null) {
      fail(half, RejectReason.HANDSHAKE_FAILED, Race.describe(error));
      return;
    }
    finish(half);
    outcome.shaken(half, result, name);
  }

  private void fail(HalfOpen half, RejectReason reason, String message) {
    if (!half.over) {
      finish(half);
      half.wire.close();
      outcome.failed(half, reason, message);
    }
  }

  private void finish(HalfOpen half) {
    half.over = true;
    half.deadline.cancel(false);
    open.remove(half);
  }

  /** A transport has gone. */
  void withdraw(Lane lane) {
    new ArrayList<>(open)
        .stream()
            .filter(half -> half.lane.equals(lane))
            .forEach(
                half ->
                    fail(
                        half,
                        RejectReason.HANDSHAKE_FAILED,
                        "the transport " + lane.name() + " has left"));
  }

  /** Closes every wire without a word. */
  void stop() {
    for (HalfOpen half : new ArrayList<>(open)) {
      finish(half);
      half.wire.close();
    }
  }
}
