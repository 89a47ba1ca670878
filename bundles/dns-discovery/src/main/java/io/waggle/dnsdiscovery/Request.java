package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault;
import java.net.InetSocketAddress;

/** Something to ask one server, from the wish to its outcome. */
final class Request {

  /** Hears what came of a request, on the engine's thread; one of the last two ends it. */
  interface Outcome {

    /** A reply has come; a second one may follow when the first disowned our token. */
    default void heard(ServerMessage reply, InetSocketAddress from) {}

    /** The server took it. */
    void taken(ServerMessage reply, InetSocketAddress from);

    /** It did not. */
    void failed(SourceFault.Code code, String message);
  }

  private final RequestKind kind;
  private final String label;
  private final int port;
  private final boolean subscribe;
  private final RetrySchedule schedule;
  private final Outcome outcome;
  private boolean sent;
  private boolean ended;

  Request(
      RequestKind kind,
      String label,
      int port,
      boolean subscribe,
      RetrySchedule schedule,
      Outcome outcome) {
    this.kind = kind;
    this.label = label;
    this.port = port;
    this.subscribe = subscribe;
    this.schedule = schedule;
    this.outcome = outcome;
  }

  static Request probe(RetrySchedule schedule, Outcome outcome) {
    return new Request(RequestKind.PROBE, "", 0, false, schedule, outcome);
  }

  RequestKind kind() {
    return kind;
  }

  String label() {
    return label;
  }

  RetrySchedule schedule() {
    return schedule;
  }

  /** Its packet, to be sent. */
  byte[] write(QueryWriter writer, int id, String token) {
    sent = true;
    return writer.query(id, kind, label, port, subscribe, token);
  }

  /** Whether it has left at least once. */
  boolean wasSent() {
    return sent;
  }

  /** Nobody wants it any more: it is not sent again and its outcome is not told. */
  void cancel() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  void heard(ServerMessage reply, InetSocketAddress from) {
    if (!ended) {
      outcome.heard(reply, from);
    }
  }

  void taken(ServerMessage reply, InetSocketAddress from) {
    if (!ended) {
      ended = true;
      outcome.taken(reply, from);
    }
  }

  void failed(SourceFault.Code code, String message) {
    if (!ended) {
      ended = true;
      outcome.failed(code, message);
    }
  }
}
