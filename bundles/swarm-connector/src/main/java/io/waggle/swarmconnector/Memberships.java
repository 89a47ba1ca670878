package io.waggle.swarmconnector;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.SwarmJoinOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of a swarm. Each is joined with the hub that is there, and again with the next one
 * when the hub is restarted; connections and what is known of peers outlive that.
 */
final class Memberships {

  private static final Logger log = LoggerFactory.getLogger(Memberships.class);

  /** So long a join waits for a hub before it says that nobody could be asked. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SwarmState state;
  private final Ports ports;
  private final Candidates candidates;
  private final Executor relay;
  private final Map<Topic, Membership> members = new ConcurrentHashMap<>();
  private Optional<Discovery> discovery = Optional.empty();
  private boolean open;

  Memberships(SwarmState state, Ports ports, Candidates candidates, Executor relay) {
    this.state = state;
    this.ports = ports;
    this.candidates = candidates;
    this.relay = relay;
  }

  /** Joins, or changes the options of a join. Any thread. */
  Membership join(Topic topic, SwarmJoinOptions options) {
    Membership member =
        members.computeIfAbsent(topic, t -> new Membership(t, options, this::leave));
    state.loop.execute(() -> joined(member, options));
    return member;
  }

  private void joined(Membership member, SwarmJoinOptions options) {
    member.options = options;
    state.trails.add(member.topic(), "joined", options.toString());
    attach(member);
    state.loop.after(PATIENCE, () -> answerWithoutHub(member));
  }

  private void answerWithoutHub(Membership member) {
    if (member.join.isEmpty()) {
      Outcome nobody = new Outcome(Outcome.Kind.NO_SOURCES, 0, Map.of());
      relay.execute(() -> member.flushed.complete(nobody));
    }
  }

  /** From now on topics may be joined with the hub: the port to announce is known, or fails. */
  void open() {
    open = true;
    members.values().forEach(this::attach);
  }

  boolean isOpen() {
    return open;
  }

  boolean hasDiscovery() {
    return discovery.isPresent();
  }

  /** Another hub, or none. */
  void discovery(Optional<Discovery> newDiscovery) {
    discovery = newDiscovery;
    for (Membership member : members.values()) {
      member.generation++;
      member.join.ifPresent(Memberships::closeQuietly);
      member.join = Optional.empty();
      attach(member);
    }
  }

  /** The hub may be stopping already. */
  private static void closeQuietly(Join join) {
    try {
      join.close();
    } catch (RuntimeException e) {
      log.debug("A join of a hub that is leaving", e);
    }
  }

  /** The port has changed: announcements follow. */
  void portChanged() {
    members.values().forEach(this::attach);
  }

  private void attach(Membership member) {
    Optional<JoinOptions> wish = options(member.options);
    if (!open || discovery.isEmpty() || wish.isEmpty()) {
      return;
    }
    try {
      if (member.join.isPresent()) {
        member.join.get().update(wish.get());
      } else {
        join(member, discovery.get(), wish.get());
      }
    } catch (RuntimeException e) {
      log.warn("The hub refused topic {}", member.topic(), e);
    }
  }

  private void join(Membership member, Discovery hub, JoinOptions wish) {
    int mine = ++member.generation;
    Join join = hub.join(member.topic(), wish, listener(member, mine));
    member.join = Optional.of(join);
    join.flushed().thenAccept(outcome -> relay.execute(() -> member.flushed.complete(outcome)));
  }

  private SightingListener listener(Membership member, int mine) {
    return new SightingListener() {
      @Override
      public void found(Sighting sighting) {
        pass(() -> candidates.seen(sighting));
      }

      @Override
      public void updated(Sighting sighting) {
        pass(() -> candidates.seen(sighting));
      }

      @Override
      public void lost(Sighting sighting) {
        pass(() -> candidates.lost(sighting));
      }

      private void pass(Runnable news) {
        state.loop.execute(
            () -> {
              if (member.generation == mine) {
                news.run();
              }
            });
      }
    };
  }

  /** Empty while there is nothing to ask of the hub: an announcement without a port. */
  private Optional<JoinOptions> options(SwarmJoinOptions wish) {
    java.util.OptionalInt port = wish.announce() ? ports.number() : java.util.OptionalInt.empty();
    if (!wish.lookup() && port.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new JoinOptions(wish.lookup(), port, Optional.of(state.id()), JoinOptions.DEFAULT_WANT));
  }

  private void leave(Membership member) {
    members.remove(member.topic(), member);
    state.loop.execute(() -> left(member));
  }

  private void left(Membership member) {
    member.generation++;
    if (!members.containsKey(member.topic())) {
      candidates.left(member.topic());
    }
    state.trails.add(member.topic(), "left", "open connections stay");
    withdraw(member)
        .whenComplete(
            (withdrawals, error) ->
                relay.execute(
                    () -> {
                      member.left.complete(error == null ? withdrawals : List.of());
                      member.flushed.complete(new Outcome(Outcome.Kind.NO_SOURCES, 0, Map.of()));
                    }));
  }

  private static CompletionStage<List<SourceWithdrawal>> withdraw(Membership member) {
    Optional<Join> join = member.join;
    member.join = Optional.empty();
    try {
      return join.isPresent() ? join.get().leave() : CompletableFuture.completedFuture(List.of());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Leaves everything; done when every hub has answered. */
  CompletableFuture<Void> leaveAll() {
    open = false;
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Membership member : List.copyOf(members.values())) {
      members.remove(member.topic());
      left(member);
      all.add(member.left);
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** Any thread. */
  Collection<Topic> topics() {
    return List.copyOf(members.keySet());
  }

  /** What is joined, and how. */
  Map<Topic, SwarmJoinOptions> options() {
    Map<Topic, SwarmJoinOptions> all = new LinkedHashMap<>();
    members.values().forEach(member -> all.put(member.topic(), member.options));
    return all;
  }

  /** What the hub's sources say at this moment. */
  List<Sighting> sightings() {
    List<Sighting> all = new ArrayList<>();
    for (Membership member : members.values()) {
      try {
        member.join.ifPresent(join -> all.addAll(join.sightings()));
      } catch (RuntimeException e) {
        log.debug("A join of a hub that is leaving", e);
      }
    }
    return all;
  }
}
