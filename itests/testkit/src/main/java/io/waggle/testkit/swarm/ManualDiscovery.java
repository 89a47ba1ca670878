package io.waggle.testkit.swarm;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub that finds what a test tells it to find. */
public final class ManualDiscovery implements Discovery {

  /** The only source. */
  public static final SourceId SOURCE = new SourceId("manual");

  private final WaggleClock clock;
  private final List<ManualJoin> joins = new CopyOnWriteArrayList<>();
  private boolean hanging;

  /** A hub whose claims are dated by the clock. */
  public ManualDiscovery(WaggleClock clock) {
    this.clock = clock;
  }

  /** From now on nobody hears what became of an announcement that is taken back. */
  public void hangOnLeave() {
    hanging = true;
  }

  /** The joins that are open, in order. */
  public List<ManualJoin> open() {
    return joins;
  }

  /** Finds, or finds again, a peer at every join of the topic. */
  public void find(Topic topic, PeerAddress address, int rank, Optional<PeerId> id) {
    find(topic, address, rank, id, Optional.empty());
  }

  /** Finds a peer that a server has told of. */
  public void find(Topic topic, PeerAddress address, PeerAddress server) {
    find(topic, address, 0, Optional.empty(), Optional.of(server));
  }

  private void find(
      Topic topic, PeerAddress address, int rank, Optional<PeerId> id, Optional<PeerAddress> via) {
    Claim claim =
        new Claim(
            SOURCE, clock.instant(), clock.instant().plus(Duration.ofMinutes(30)), via, id, rank);
    Sighting sighting = Sighting.of(topic, address, Map.of(SOURCE, claim));
    for (ManualJoin join : joins) {
      if (join.topic.equals(topic)) {
        boolean known = join.sightings.put(address, sighting) != null;
        if (!known) {
          join.listener.found(sighting);
        }
      }
    }
  }

  /** Finds a peer of rank 0 without an id. */
  public void find(Topic topic, PeerAddress address) {
    find(topic, address, 0, Optional.empty());
  }

  /** The last claim has gone. */
  public void lose(Topic topic, PeerAddress address) {
    for (ManualJoin join : joins) {
      Sighting sighting = join.topic.equals(topic) ? join.sightings.remove(address) : null;
      if (sighting != null) {
        join.listener.lost(sighting);
      }
    }
  }

  @Override
  public Join join(Topic topic, JoinOptions options, SightingListener listener) {
    ManualJoin join = new ManualJoin(topic, options, listener);
    joins.add(join);
    return join;
  }

  @Override
  public Collection<JoinReport> joins() {
    return List.of();
  }

  @Override
  public Collection<SourceReport> sources() {
    return List.of();
  }

  @Override
  public CompletionStage<ProbeReport> probe(SourceId source, Topic topic) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("no rounds here"));
  }

  @Override
  public void pause(SourceId source, boolean paused) {}

  /** One join, with its options as they were last given. */
  public final class ManualJoin implements Join {

    private final Topic topic;
    private final SightingListener listener;
    private final Map<PeerAddress, Sighting> sightings = new LinkedHashMap<>();
    private final CompletableFuture<List<SourceWithdrawal>> left = new CompletableFuture<>();
    private JoinOptions options;

    private ManualJoin(Topic topic, JoinOptions options, SightingListener listener) {
      this.topic = topic;
      this.options = options;
      this.listener = listener;
    }

    /** As joined, or as updated since. */
    public JoinOptions options() {
      return options;
    }

    @Override
    public Topic topic() {
      return topic;
    }

    @Override
    public void update(JoinOptions newOptions) {
      options = newOptions;
    }

    @Override
    public void refresh() {}

    @Override
    public CompletionStage<Outcome> flushed() {
      return CompletableFuture.completedFuture(outcome());
    }

    @Override
    public Outcome outcome() {
      Outcome.Kind kind = sightings.isEmpty() ? Outcome.Kind.NO_RESULT : Outcome.Kind.SOME;
      return new Outcome(kind, sightings.size(), Map.of());
    }

    @Override
    public Collection<Sighting> sightings() {
      return new ArrayList<>(sightings.values());
    }

    @Override
    public CompletionStage<List<SourceWithdrawal>> leave() {
      joins.remove(this);
      if (!hanging) {
        left.complete(List.of(new SourceWithdrawal(SOURCE, Optional.empty(), Optional.empty())));
      }
      return left;
    }

    @Override
    public void close() {
      leave();
    }
  }
}
