package io.waggle.kademliadht.lookup;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.rpc.Request;

/** A node on the way of a lookup. */
public final class Candidate {

  /** How far it is with a candidate. */
  public enum State {
    /** Not asked. */
    NEW,
    /** Asked, the answer is not late yet. */
    IN_FLIGHT,
    /** Late; it still blocks the end, but not a slot. */
    STALLED,
    /** Answered. */
    OK,
    /** Late beyond hope; blocks nothing, but an answer still counts. */
    GAVE_UP,
    /** Failed. */
    DEAD,
    /** Will not be asked. */
    EXCLUDED
  }

  private static final byte[] NO_TOKEN = {};

  final Path path;
  final Candidate source;
  final int hops;
  private final Endpoint endpoint;
  NodeId id;
  boolean idKnown;
  State state = State.NEW;
  Request request;
  byte[] token = NO_TOKEN;
  int deadChildren;
  int goodChildren;
  long askedAt;
  long answeredAt;

  Candidate(Path path, Candidate source, NodeId id, boolean idKnown, Endpoint endpoint) {
    this.path = path;
    this.source = source;
    this.hops = source == null ? 1 : source.hops + 1;
    this.id = id;
    this.idKnown = idKnown;
    this.endpoint = endpoint;
  }

  /** Its id; for a bootstrap node that has not answered a stand-in. */
  public NodeId id() {
    return id;
  }

  /** Whether the id is the node's own, not a stand-in. */
  public boolean idKnown() {
    return idKnown;
  }

  /** Its address. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** How far it is with it. */
  public State state() {
    return state;
  }

  /** The token of its answer, empty if it gave none. */
  public byte[] token() {
    return token.clone();
  }

  /** Whether it gave a token. */
  public boolean hasToken() {
    return token.length > 0;
  }

  /** 1 for a node of our own table, 2 for one named by such a node, and so on. */
  public int hops() {
    return hops;
  }

  /**
   * Whether it is late where we remember it: nodes come back at other addresses, and whoever names
   * it elsewhere may know better.
   */
  boolean mayHaveMoved() {
    boolean late = state == State.STALLED || state == State.GAVE_UP || state == State.DEAD;
    return source == null && late;
  }

  boolean isOut() {
    return state == State.DEAD || state == State.GAVE_UP || state == State.EXCLUDED;
  }
}
