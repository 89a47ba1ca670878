package io.waggle.swarmconnector;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.PeerReport.State;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whom one might dial: turns what discovery and the application say into the dialler's work. */
final class Candidates {

  /** An address that was given up and that nobody vouches for is forgotten after this. */
  private static final Duration FORGET = Duration.ofMinutes(10);

  private final SwarmState state;
  private final Dialler dialler;
  private final Reception reception;

  Candidates(SwarmState state, Dialler dialler, Reception reception) {
    this.state = state;
    this.dialler = dialler;
    this.reception = reception;
  }

  /** A first source vouches for the peer, or another one too, or one fewer. */
  void seen(Sighting sighting) {
    if (sighting.address().port() == 0) {
      return;
    }
    Optional<PeerEntry> entry = obtain(sighting.address());
    entry.ifPresent(e -> seen(e, sighting));
  }

  private Optional<PeerEntry> obtain(PeerAddress address) {
    Optional<PeerEntry> entry = state.peers.obtain(address, state.settings().limits().addresses());
    if (entry.isEmpty()) {
      state.count("addresses.refused");
    }
    return entry;
  }

  private void seen(PeerEntry entry, Sighting sighting) {
    Topic topic = sighting.topic();
    Sighting before = entry.sightings.put(topic, sighting);
    boolean firstHere = entry.topics.add(topic);
    boolean moreSources =
        before == null || !before.claims().keySet().containsAll(sighting.claims().keySet());
    if (firstHere) {
      announce(entry, sighting);
    }
    boolean foundAgain = entry.state() == State.DROPPED && moreSources;
    if (foundAgain) {
      entry.attempts = 0;
      entry.handshakeFailures = 0;
      entry.timesGivenUp = 0;
    }
    boolean mayServeAnother = entry.state() == State.CONNECTED && firstHere;
    if (foundAgain || mayServeAnother || entry.state() == State.QUEUED) {
      dialler.consider(entry);
    }
    refresh(entry);
  }

  private void announce(PeerEntry entry, Sighting sighting) {
    state.count("peers.found");
    for (Claim claim : sighting.claims().values()) {
      String via = claim.via().map(v -> "via " + v).orElse("");
      state.trails.add(
          entry.address, Set.of(sighting.topic()), "found", Optional.of(claim.source()), via);
    }
    state.events.publish(
        new SwarmEvent.PeerFound(
            state.name(), sighting.topic(), entry.address, sighting.claims().keySet()));
  }

  private void refresh(PeerEntry entry) {
    state.connections.all().stream()
        .filter(
            c ->
                c.remote().equals(entry.address)
                    || c.origin.dialled().equals(Optional.of(entry))
                    || (entry.peer.isPresent() && c.origin.peer().equals(entry.peer)))
        .forEach(reception::describe);
  }

  /** The last source has withdrawn its word. Who is queued is not dialled; the rest goes on. */
  void lost(Sighting sighting) {
    state
        .peers
        .find(sighting.address())
        .ifPresent(
            entry -> {
              entry.sightings.remove(sighting.topic());
              state.trails.add(
                  entry.address, Set.of(sighting.topic()), "lost", "no source vouches for it");
              if (entry.sightings.isEmpty() && entry.state() == State.QUEUED) {
                dialler.drop(entry);
              }
              refresh(entry);
            });
  }

  /** The application names an address. */
  void added(Topic topic, PeerAddress address) {
    Optional<PeerEntry> found = obtain(address);
    if (found.isEmpty()) {
      return;
    }
    PeerEntry entry = found.get();
    entry.topics.add(topic);
    if (entry.ban.equals(Optional.of(RejectReason.REMOVED))) {
      entry.ban = Optional.empty();
      entry.to(State.DROPPED, state.now());
    }
    state.trails.add(address, Set.of(topic), "added", "by the application");
    if (!entry.busy()) {
      entry.attempts = 0;
      entry.handshakeFailures = 0;
      dialler.consider(entry);
    }
    refresh(entry);
  }

  /** The application wants an address dialled no more. */
  void removed(PeerAddress address) {
    obtain(address)
        .ifPresent(entry -> dialler.ban(entry, RejectReason.REMOVED, "by the application"));
  }

  /** A topic was left: nobody is dialled on its account any more. */
  void left(Topic topic) {
    for (PeerEntry entry : List.copyOf(state.peers.all())) {
      if (entry.topics.remove(topic)) {
        entry.sightings.remove(topic);
        if (entry.topics.isEmpty() && !entry.busy() && entry.ban.isEmpty()) {
          dialler.drop(entry);
        }
        refresh(entry);
      }
    }
  }

  /** The lists of who may be dialled have changed. */
  void accessChanged() {
    for (PeerEntry entry : List.copyOf(state.peers.all())) {
      boolean waiting = entry.state() == State.QUEUED;
      boolean denied = entry.ban.equals(Optional.of(RejectReason.DENIED));
      if (waiting || denied) {
        dialler.consider(entry);
      }
    }
  }

  /**
   * Dials again what was given up and then named again, each time after a longer wait; forgets what
   * nobody names.
   *
   * @param joins brings what sources say now
   */
  void sweep(List<Sighting> joins) {
    for (Sighting sighting : joins) {
      state
          .peers
          .find(sighting.address())
          .filter(entry -> entry.topics.contains(sighting.topic()))
          .ifPresent(entry -> entry.sightings.put(sighting.topic(), sighting));
    }
    for (PeerEntry entry : List.copyOf(state.peers.all())) {
      if (entry.state() == State.DROPPED) {
        sweep(entry, Duration.ofNanos(state.now() - entry.since()));
      }
    }
  }

  private void sweep(PeerEntry entry, Duration idle) {
    if (entry.sightings.isEmpty()) {
      if (idle.compareTo(FORGET) > 0) {
        state.peers.remove(entry);
      }
    } else if (entry.namedSinceDropped()
        && idle.compareTo(RetrySchedule.hold(entry.timesGivenUp)) >= 0) {
      state.trails.add(entry.address, entry.topics, "named", "again since it was given up");
      dialler.consider(entry);
    }
  }
}
