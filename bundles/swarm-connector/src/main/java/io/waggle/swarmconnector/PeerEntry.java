package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.PeerReport.State;
import io.waggle.api.swarm.RejectReason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;

/** An address the swarm keeps in mind. Touched on the loop only. */
final class PeerEntry {

  final PeerAddress address;

  /** Where it was named; left topics are taken out. */
  final Set<Topic> topics = new LinkedHashSet<>();

  /** Who vouches for it now, by topic. */
  final Map<Topic, Sighting> sightings = new HashMap<>();

  /** As told by a handshake at this address. */
  Optional<PeerId> peer = Optional.empty();

  Optional<RejectReason> ban = Optional.empty();
  DialQueue.Ticket ticket;
  int attempts;
  int handshakeFailures;
  int shortLives;
  int timesGivenUp;
  String lastError = "";

  private State state = State.DROPPED;
  private Future<?> timer;
  private long due;
  private long since;
  private Instant namedUntil = Instant.MIN;

  PeerEntry(PeerAddress address) {
    this.address = address;
  }

  State state() {
    return state;
  }

  /** Since when it has been in its state, on the monotonic clock. */
  long since() {
    return since;
  }

  void to(State next, long now) {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    if (next == State.DROPPED) {
      namedUntil = latestClaim();
    }
    state = next;
    since = now;
  }

  void waitFor(Future<?> newTimer, long newDue, long now) {
    to(State.WAITING, now);
    timer = newTimer;
    due = newDue;
  }

  /** Whether it is being dialled at this moment. */
  boolean busy() {
    return state == State.CONNECTING || state == State.HANDSHAKING;
  }

  /** Whether a source has renewed its word since the address was given up. */
  boolean namedSinceDropped() {
    return latestClaim().isAfter(namedUntil);
  }

  private Instant latestClaim() {
    return sightings.values().stream()
        .flatMap(sighting -> sighting.claims().values().stream())
        .map(claim -> claim.expires())
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  int rank() {
    return sightings.values().stream().mapToInt(Sighting::rank).max().orElse(0);
  }

  Set<SourceId> sources() {
    Set<SourceId> sources = new TreeSet<>();
    sightings.values().forEach(sighting -> sources.addAll(sighting.claims().keySet()));
    return sources;
  }

  /** The id that a handshake told, or else one that a source claims. */
  Optional<PeerId> supposedPeer() {
    return peer.or(() -> sightings.values().stream().flatMap(s -> s.id().stream()).findFirst());
  }

  PeerReport report(long now) {
    Optional<Duration> next =
        state == State.WAITING
            ? Optional.of(Duration.ofNanos(Math.max(0, due - now)))
            : Optional.empty();
    return new PeerReport(
        address, state, peer, Set.copyOf(topics), sources(), attempts, next, lastError);
  }
}
