package io.waggle.shell.doubles;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A hub that tells what the test put in. */
public final class TestDiscovery implements Discovery {

  public final List<JoinReport> joins = new ArrayList<>();
  public final List<SourceReport> sources = new ArrayList<>();
  public final Map<String, Boolean> paused = new LinkedHashMap<>();
  public final List<SightingListener> listeners = new ArrayList<>();
  public final CompletableFuture<Outcome> flushed = new CompletableFuture<>();
  public CompletableFuture<ProbeReport> probe = new CompletableFuture<>();
  public Outcome outcome = new Outcome(Outcome.Kind.NO_RESULT, 0, Map.of());
  public int closed;

  @Override
  public Join join(Topic topic, JoinOptions options, SightingListener listener) {
    listeners.add(listener);
    return new TestJoin(topic);
  }

  @Override
  public Collection<JoinReport> joins() {
    return joins;
  }

  @Override
  public Collection<SourceReport> sources() {
    return List.copyOf(sources);
  }

  @Override
  public CompletionStage<ProbeReport> probe(SourceId source, Topic topic) {
    return probe;
  }

  @Override
  public void pause(SourceId source, boolean pause) {
    paused.put(source.value(), pause);
  }

  private final class TestJoin implements Join {

    private final Topic topic;

    TestJoin(Topic topic) {
      this.topic = topic;
    }

    @Override
    public Topic topic() {
      return topic;
    }

    @Override
    public void update(JoinOptions options) {}

    @Override
    public void refresh() {}

    @Override
    public CompletionStage<Outcome> flushed() {
      return flushed;
    }

    @Override
    public Outcome outcome() {
      return outcome;
    }

    @Override
    public Collection<Sighting> sightings() {
      return List.of();
    }

    @Override
    public CompletionStage<List<SourceWithdrawal>> leave() {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
