package io.waggle.kademliadht.lookup;

import io.waggle.api.dht.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Tells what a lookup has done, from the candidates of its paths. */
final class Trace {

  private final List<Path> paths;
  private final long started;

  Trace(List<Path> paths, long started) {
    this.paths = paths;
    this.started = started;
  }

  LookupResult result(NodeId target, List<Candidate> best, int requests, int replies, long nanos) {
    List<Candidate> asked = asked();
    int dead = (int) asked.stream().filter(c -> c.state == Candidate.State.DEAD).count();
    return new LookupResult(
        target,
        best.stream().map(c -> new Found(c.id, c.endpoint())).toList(),
        requests,
        replies,
        dead,
        best.isEmpty() ? 0 : best.get(0).hops,
        nanos,
        asked.stream().map(this::hop).toList());
  }

  private List<Candidate> asked() {
    List<Candidate> asked = new ArrayList<>();
    for (Path path : paths) {
      for (int i = 0; i < path.size(); i++) {
        if (path.get(i).askedAt != 0) {
          asked.add(path.get(i));
        }
      }
    }
    asked.sort((a, b) -> Long.compare(a.askedAt - started, b.askedAt - started));
    return asked;
  }

  private LookupResult.Hop hop(Candidate c) {
    return new LookupResult.Hop(
        new Found(c.id, c.endpoint()),
        c.source == null ? null : c.source.id,
        c.hops,
        c.state.name(),
        c.askedAt - started,
        c.answeredAt == 0 ? -1 : c.answeredAt - started);
  }
}
