package io.waggle.dnsdiscovery;

import io.waggle.api.metrics.Counter;
import io.waggle.api.metrics.Metrics;

/** The client's counters, made once so that all stand at 0 from the start. */
final class ClientMeters {

  private final Counter queries;
  private final Counter repeats;
  private final Counter replies;
  private final Counter timeouts;
  private final Counter strangers;
  private final Counter forged;
  private final Counter malformed;
  private final Counter refused;
  private final Counter pushes;
  private final Counter unwanted;
  private final Counter tokens;
  private final Counter staleTokens;
  private final Counter peers;
  private final Counter overLimit;
  private final Counter unresolved;
  private final Counter unsendable;

  ClientMeters(Metrics metrics) {
    queries = metrics.counter("queries");
    repeats = metrics.counter("queries.repeated");
    replies = metrics.counter("replies");
    timeouts = metrics.counter("timeouts");
    strangers = metrics.counter("dropped.strangers");
    forged = metrics.counter("dropped.forged");
    malformed = metrics.counter("dropped.malformed");
    refused = metrics.counter("refused");
    pushes = metrics.counter("pushes");
    unwanted = metrics.counter("pushes.unwanted");
    tokens = metrics.counter("tokens.refreshed");
    staleTokens = metrics.counter("tokens.stale");
    peers = metrics.counter("peers");
    overLimit = metrics.counter("peers.over.limit");
    unresolved = metrics.counter("unresolved");
    unsendable = metrics.counter("unsendable");
  }

  Counter queries() {
    return queries;
  }

  Counter repeats() {
    return repeats;
  }

  Counter replies() {
    return replies;
  }

  /** Queries that nobody answered. */
  Counter timeouts() {
    return timeouts;
  }

  /** Datagrams from addresses that are none of our servers. */
  Counter strangers() {
    return strangers;
  }

  /** Datagrams from a server's address that answer nothing we asked there. */
  Counter forged() {
    return forged;
  }

  Counter malformed() {
    return malformed;
  }

  /** Replies that say no, or give no token. */
  Counter refused() {
    return refused;
  }

  Counter pushes() {
    return pushes;
  }

  /** Pushes for topics where no round is open. */
  Counter unwanted() {
    return unwanted;
  }

  Counter tokens() {
    return tokens;
  }

  /** Replies that disowned the token of their query. */
  Counter staleTokens() {
    return staleTokens;
  }

  /** Peers told to rounds. */
  Counter peers() {
    return peers;
  }

  Counter overLimit() {
    return overLimit;
  }

  Counter unresolved() {
    return unresolved;
  }

  /** Packets for an address family without a socket. */
  Counter unsendable() {
    return unsendable;
  }
}
