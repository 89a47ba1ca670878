package io.waggle.dnsserver;

import io.waggle.api.metrics.Counter;
import io.waggle.api.metrics.Metrics;

/** The counters of the server, made at the start so that each is there with 0. */
final class ServerMetrics {

  final Counter received;
  final Counter replies;
  final Counter malformed;
  final Counter ignored;
  final Counter limited;
  final Counter silent;
  final Counter probes;
  final Counter lookups;
  final Counter announces;
  final Counter unannounces;
  final Counter refused;
  final Counter badTokens;
  final Counter pushes;
  final Counter restored;
  final Counter saves;
  final Counter saveFailures;

  ServerMetrics(Metrics metrics) {
    received = metrics.counter("datagrams.received");
    replies = metrics.counter("replies.sent");
    malformed = metrics.counter("dropped.malformed");
    ignored = metrics.counter("dropped.response");
    limited = metrics.counter("dropped.rate");
    silent = metrics.counter("dropped.amplification");
    probes = metrics.counter("questions.probe");
    lookups = metrics.counter("questions.lookup");
    announces = metrics.counter("announces");
    unannounces = metrics.counter("unannounces");
    refused = metrics.counter("announces.refused");
    badTokens = metrics.counter("tokens.rejected");
    pushes = metrics.counter("pushes.sent");
    restored = metrics.counter("snapshot.restored");
    saves = metrics.counter("snapshot.saves");
    saveFailures = metrics.counter("snapshot.failures");
  }
}
