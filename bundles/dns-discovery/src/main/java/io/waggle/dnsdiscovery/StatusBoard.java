package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.time.WaggleClock;
import io.waggle.dnsdiscovery.LinkHealth.Reading;
import io.waggle.dnsdiscovery.LinkHealth.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums up the servers in one status. Reads only; from any thread. */
final class StatusBoard {

  private final Instant begun;

  StatusBoard(WaggleClock clock) {
    begun = clock.instant();
  }

  SourceStatus status(int servers, List<ServerLink> links, Optional<String> socketProblem) {
    List<String> down = new ArrayList<>();
    SortedMap<String, Long> gauges = new TreeMap<>();
    int up = 0;
    Instant since = begun;
    for (ServerLink link : links) {
      Reading reading = link.health().reading();
      since =
          Comparator.<Instant>naturalOrder().compare(reading.since(), since) > 0
              ? reading.since()
              : since;
      gauge(gauges, link, reading);
      up += reading.state() == State.UP ? 1 : 0;
      if (reading.state() == State.DOWN) {
        down.add(reading.reason());
      }
    }
    gauges.put("servers", (long) servers);
    gauges.put("servers.up", (long) up);
    if (socketProblem.isPresent()) {
      return SourceStatus.of(SourceState.DOWN, socketProblem.get(), begun).with(gauges);
    }
    if (servers == 0) {
      return SourceStatus.of(SourceState.DISABLED, "'servers' names no server", begun);
    }
    return new SourceStatus(
        state(up, down.size(), links.size()), String.join("; ", down), since, gauges);
  }

  private static void gauge(SortedMap<String, Long> gauges, ServerLink link, Reading reading) {
    String name = "server." + link.spec();
    gauges.put(name + ".up", reading.state() == State.UP ? 1L : 0L);
    if (reading.roundTripMicros() > 0) {
      gauges.put(name + ".rtt.micros", reading.roundTripMicros());
    }
  }

  private static SourceState state(int up, int down, int all) {
    if (down == all && all > 0) {
      return SourceState.DOWN;
    } else if (down > 0) {
      return SourceState.DEGRADED;
    }
    return up > 0 ? SourceState.UP : SourceState.STARTING;
  }
}
