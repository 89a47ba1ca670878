package io.waggle.api.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The counters and gauges of one engine. An engine makes or is handed one and fills it; its
 * component publishes it as a service with the property {@value #SCOPE}, and whoever shows figures
 * (shell, exporters) collects those services. Names are lower-case words joined by dots, such as
 * {@code rounds.failed}. Safe from any thread.
 */
public final class Metrics {

  /** Service property: which engine the figures belong to, for example {@code dns-server.home}. */
  public static final String SCOPE = "metrics.scope";

  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

  /** The counter of that name, made when first asked for. */
  public Counter counter(String name) {
    return counters.computeIfAbsent(name, n -> new Counter());
  }

  /** Sets what is read when the gauge of that name is asked for; it must be quick. */
  public void gauge(String name, LongSupplier value) {
    gauges.put(name, value);
  }

  /** All names with their values of this moment. */
  public SortedMap<String, Long> snapshot() {
    SortedMap<String, Long> all = new TreeMap<>();
    counters.forEach((name, counter) -> all.put(name, counter.value()));
    gauges.forEach((name, gauge) -> all.put(name, gauge.getAsLong()));
    return Collections.unmodifiableSortedMap(all);
  }
}
