package io.waggle.kademliadht.lookup;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.rpc.Asker;
import io.waggle.kademliadht.rpc.Request;

/** The local id and socket a lookup walks from. */
public interface LookupSite {

  /** The family of the socket. */
  Family family();

  /** Whether that is ourselves. */
  boolean isSelf(NodeId id, Endpoint endpoint);

  /**
   * Whether a node of that id may stand there; one that may not is not asked, nor does it count.
   */
  boolean mayStand(NodeId id, Endpoint endpoint);

  /** Sends a question; {@code expected} is null if any id will do. */
  Request ask(long now, Endpoint to, NodeId expected, Asker asker, Object tag);

  /** Sends it again. */
  void repeat(Request request, long now);
}
