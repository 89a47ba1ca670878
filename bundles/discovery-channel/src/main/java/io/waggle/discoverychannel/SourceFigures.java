package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.metrics.Metrics;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The hub's counters for one source. A source itself holds no such code. */
final class SourceFigures {

  private static final int MEDIAN = 50;
  private static final int WORST = 99;

  private final Metrics metrics;
  private final String prefix;
  private final FirstPeerTimes firstPeer = new FirstPeerTimes();

  SourceFigures(Metrics metrics, SourceId id) {
    this.metrics = metrics;
    this.prefix = "source." + id + ".";
    metrics.gauge(prefix + "first.peer.p50.ms", () -> firstPeer.percentile(MEDIAN));
    metrics.gauge(prefix + "first.peer.p99.ms", () -> firstPeer.percentile(WORST));
    for (String name : new String[] {"rounds", "found", "first.seen", "duplicates", "filtered"}) {
      metrics.counter(prefix + name);
    }
  }

  void count(String name) {
    metrics.counter(prefix + name).increment();
  }

  void failed(SourceFault.Code code) {
    count("failed." + code.name().toLowerCase(Locale.ROOT));
  }

  void filtered(String why) {
    count("filtered");
    count("filtered." + why);
  }

  void firstPeerAfter(Duration time) {
    firstPeer.add(time);
  }

  /** By name, without the prefix. */
  SortedMap<String, Long> snapshot() {
    SortedMap<String, Long> mine = new TreeMap<>();
    metrics
        .snapshot()
        .tailMap(prefix)
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                mine.put(name.substring(prefix.length()), value);
              }
            });
    return mine;
  }
}
