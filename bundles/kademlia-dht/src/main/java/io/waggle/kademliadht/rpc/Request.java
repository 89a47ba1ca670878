package io.waggle.kademliadht.rpc;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;

/** One question to one node, repeated under the same transaction id. */
public final class Request extends Timer {

  final Requests requests;
  final int transaction;
  final Asker asker;
  final long firstSent;
  private final int socket;
  private final Endpoint to;
  private final NodeId expected;
  private final Object tag;
  private final long stall;
  int sends;
  boolean dead;

  Request(
      Requests requests,
      int transaction,
      Asker asker,
      int socket,
      Endpoint to,
      NodeId expected,
      Object tag,
      long firstSent,
      long stall) {
    this.requests = requests;
    this.transaction = transaction;
    this.asker = asker;
    this.socket = socket;
    this.to = to;
    this.expected = expected;
    this.tag = tag;
    this.firstSent = firstSent;
    this.stall = stall;
  }

  @Override
  protected void fire(long now) {
    requests.due(this, now);
  }

  /** The socket it went out by. */
  public int socket() {
    return socket;
  }

  /** Whom it was sent to. */
  public Endpoint to() {
    return to;
  }

  /** The id the node is known by, or null. */
  public NodeId expected() {
    return expected;
  }

  /** What the asker put along. */
  public Object tag() {
    return tag;
  }

  /** How often it was sent. */
  public int sends() {
    return sends;
  }

  /** After how many nanoseconds it counts as late. */
  public long stall() {
    return stall;
  }

  /** When it was first sent. */
  public long firstSent() {
    return firstSent;
  }
}
