package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.metrics.Counter;
import io.waggle.api.metrics.Metrics;

/** The dialect's counters, made once so that all stand at 0 from the start. */
record DnssdMeters(
    Counter packetsIn,
    Counter packetsOut,
    Counter questionsOut,
    Counter recordsIn,
    Counter postponed,
    Counter foreign,
    Counter offLink,
    Counter overLimit,
    Counter malformed,
    Counter peers,
    Counter lost,
    Counter responderFailures) {

  static DnssdMeters in(Metrics metrics) {
    return new DnssdMeters(
        metrics.counter("packets.in"),
        metrics.counter("packets.out"),
        metrics.counter("questions.out"),
        metrics.counter("records.in"),
        metrics.counter("questions.postponed"),
        metrics.counter("dropped.foreign"),
        metrics.counter("dropped.offlink"),
        metrics.counter("dropped.flood"),
        metrics.counter("dropped.malformed"),
        metrics.counter("peers"),
        metrics.counter("peers.lost"),
        metrics.counter("responder.failures"));
  }
}
