package io.waggle.dnsdiscovery;

import java.net.InetSocketAddress;
import java.util.List;

/** A request on the wire: one id, sent again until answered. */
final class Exchange {

  private final int id;
  private final Request request;
  private final String token;
  private final boolean repeated;
  private final byte[] packet;
  private final long begun;
  private List<InetSocketAddress> targets;
  private int attempt;
  private Timers.Timer timer;

  /**
   * An exchange that has not been sent yet.
   *
   * @param token what it carries
   * @param repeated whether it replaces one whose token the server disowned
   */
  Exchange(int id, Request request, String token, boolean repeated, byte[] packet, long begun) {
    this.id = id;
    this.request = request;
    this.token = token;
    this.repeated = repeated;
    this.packet = packet;
    this.begun = begun;
    this.targets = List.of();
  }

  int id() {
    return id;
  }

  Request request() {
    return request;
  }

  boolean repeated() {
    return repeated;
  }

  byte[] packet() {
    return packet;
  }

  long begun() {
    return begun;
  }

  int attempt() {
    return attempt;
  }

  /** The next sending goes to these. */
  void attemptAt(int newAttempt, List<InetSocketAddress> newTargets) {
    attempt = newAttempt;
    targets = newTargets;
  }

  List<InetSocketAddress> targets() {
    return targets;
  }

  void setTimer(Timers.Timer newTimer) {
    timer = newTimer;
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }

  /** Whether a message from there can be the reply; the id has been compared already. */
  boolean isAnsweredBy(ServerMessage message, InetSocketAddress from) {
    return targets.contains(from) && message.answersTo(request.label());
  }

  /** Whether the server took what this carried, going by the token it gives now. */
  boolean tokenHeld(String fresh) {
    return request.kind() == RequestKind.PROBE || token.equals(fresh);
  }
}
