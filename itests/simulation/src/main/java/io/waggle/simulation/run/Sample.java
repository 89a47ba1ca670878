package io.waggle.simulation.run;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.lookup.LookupResult;
import io.waggle.simulation.world.Host;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one lookup went, held against the truth.
 *
 * @param ok whether the nearest of all has answered
 * @param recall share of the eight nearest of all that have answered
 * @param hops to the nearest
 * @param requests sent
 * @param firstMillis until the nearest of all had answered; NaN if it never did
 * @param doneMillis until the end
 */
public record Sample(
    boolean ok, double recall, int hops, int requests, double firstMillis, double doneMillis) {

  private static final double NANOS = 1e6;

  static Sample of(LookupResult result, List<Host> truth) {
    Set<NodeId> answered =
        result.trace().stream()
            .filter(hop -> hop.answeredNanos() >= 0)
            .map(hop -> hop.node().id())
            .collect(Collectors.toSet());
    NodeId nearest = truth.get(0).id();
    long found = truth.stream().filter(host -> answered.contains(host.id())).count();
    double first =
        result.trace().stream()
            .filter(hop -> hop.node().id().equals(nearest) && hop.answeredNanos() >= 0)
            .mapToDouble(hop -> hop.answeredNanos() / NANOS)
            .min()
            .orElse(Double.NaN);
    return new Sample(
        answered.contains(nearest),
        (double) found / truth.size(),
        result.hops(),
        result.requests(),
        first,
        result.nanos() / NANOS);
  }
}
