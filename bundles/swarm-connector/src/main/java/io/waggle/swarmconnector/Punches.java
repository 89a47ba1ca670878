package io.waggle.swarmconnector;

import io.waggle.api.discovery.Claim;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.HolePuncher;
import io.waggle.api.swarm.spi.HolePuncher.Side;
import io.waggle.api.swarm.spi.Wire;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * What is left to try when nobody has answered a dial and one of the two NATs is symmetric: the
 * transport's way with many sockets and many ports. At most once a minute for one host. Runs on the
 * loop.
 */
final class Punches {

  /** Hears the end, once. */
  interface Finish {
    /** A wire is there. */
    void won(Lane lane, Wire wire);

    /** None came, for this reason; or it comes in by the listener. */
    void lost(String message);
  }

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(60);
  private static final int HOSTS = 256;
  static final String BOTH =
      "both NATs are symmetric: each destination sees another port of either side, so that no hole"
          + " can be punched; a port has to be opened on one side";

  private final SwarmState state;
  private final Map<InetAddress, Long> lately =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
          return size() > HOSTS;
        }
      };

  Punches(SwarmState state) {
    this.state = state;
  }

  /** What the NATs have to do with the silence; empty for nothing that is known. */
  String remark(PeerEntry entry) {
    NatMapping ours = state.outside().mapping();
    if (ours == NatMapping.ENDPOINT_DEPENDENT && theirs(entry) == ours) {
      return BOTH;
    }
    return ours == NatMapping.ENDPOINT_DEPENDENT ? "our NAT is symmetric" : "";
  }

  /** Begins if it can help; returns whether it has, and the finish will be told. */
  boolean start(Dial dial, List<Lane> lanes, Finish finish) {
    Optional<Side> side = side(dial.entry);
    Optional<Lane> lane =
        lanes.stream().filter(l -> l.transport() instanceof HolePuncher).findFirst();
    if (side.isEmpty() || lane.isEmpty() || wasLately(dial.entry.address.host())) {
      return false;
    }
    lately.put(dial.entry.address.host(), state.now());
    state.count("punches");
    state.trails.add(dial.entry.address, dial.entry.topics, "punching", sentence(side.get()));
    begin(dial, lane.get(), side.get(), finish);
    return true;
  }

  private static String sentence(Side side) {
    return side == Side.SYMMETRIC
        ? "our NAT is symmetric: many sockets send, until one is met"
        : "the peer's NAT is symmetric: many of its ports are probed";
  }

  private Optional<Side> side(PeerEntry entry) {
    NatMapping ours = state.outside().mapping();
    NatMapping theirs = theirs(entry);
    if (ours == NatMapping.ENDPOINT_DEPENDENT) {
      return theirs == ours ? Optional.empty() : Optional.of(Side.SYMMETRIC);
    }
    boolean mayHelp =
        ours == NatMapping.ENDPOINT_INDEPENDENT && theirs == NatMapping.ENDPOINT_DEPENDENT;
    return mayHelp ? Optional.of(Side.CONE) : Optional.empty();
  }

  private boolean wasLately(InetAddress host) {
    Long at = lately.get(host);
    boolean connected =
        state.connections.all().stream().anyMatch(c -> c.remote().host().equals(host));
    return connected || (at != null && state.now() - at < PAUSE.toNanos());
  }

  /**
   * Two servers that name one host with different ports have been seen by it through a symmetric
   * NAT. Two peers behind one NAT can look like that as well; then the attempt is in vain.
   */
  private NatMapping theirs(PeerEntry entry) {
    Map<InetAddress, Set<Integer>> ports = new HashMap<>();
    for (PeerEntry other : state.peers.all()) {
      if (other.address.host().equals(entry.address.host())) {
        vias(other)
            .forEach(v -> ports.computeIfAbsent(v, k -> new HashSet<>()).add(other.address.port()));
      }
    }
    return anyDisjoint(ports.values()) ? NatMapping.ENDPOINT_DEPENDENT : NatMapping.UNKNOWN;
  }

  private static List<InetAddress> vias(PeerEntry entry) {
    return entry.sightings.values().stream()
        .flatMap(sighting -> sighting.claims().values().stream())
        .flatMap((Claim claim) -> claim.via().stream())
        .map(PeerAddress::host)
        .toList();
  }

  private static boolean anyDisjoint(Collection<Set<Integer>> sets) {
    return sets.stream()
        .anyMatch(
            one -> sets.stream().anyMatch(other -> java.util.Collections.disjoint(one, other)));
  }

  private void begin(Dial dial, Lane lane, Side side, Finish finish) {
    CompletableFuture<Optional<Wire>> punch = punch(lane, dial.entry.address, side);
    dial.punch = Optional.of(punch);
    Future<?> limit = state.loop.after(LIMIT, () -> punch.cancel(true));
    punch.whenComplete(
        (wire, error) ->
            state.loop.execute(
                () -> {
                  limit.cancel(false);
                  ended(dial, lane, wire, error, finish);
                }));
  }

  /** Transports are foreign code: what they throw is a failed attempt. */
  private static CompletableFuture<Optional<Wire>> punch(Lane lane, PeerAddress to, Side side) {
    try {
      return ((HolePuncher) lane.transport()).punch(to, side);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(Dial dial, Lane lane, Optional<Wire> wire, Throwable error, Finish finish) {
    if (dial.punch.isEmpty()) {
      Optional.ofNullable(wire).flatMap(w -> w).ifPresent(Wire::close);
      return;
    }
    dial.punch = Optional.empty();
    if (error != null) {
      finish.lost("no hole through the NATs: " + Race.describe(error));
    } else if (wire.isEmpty()) {
      state.trails.add(dial.entry.address, dial.entry.topics, "punched", "the peer comes in by it");
      finish.lost("the hole is open; the peer dials us through it");
    } else {
      state.trails.add(dial.entry.address, dial.entry.topics, "punched", "over " + lane.name());
      finish.won(lane, wire.get());
    }
  }
}
