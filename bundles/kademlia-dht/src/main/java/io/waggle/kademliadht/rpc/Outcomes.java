package io.waggle.kademliadht.rpc;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.KrpcMessage;

/** Hears how every question went, whoever asked it. */
public interface Outcomes {

  /** A question was sent, for the first time or again. */
  void sent(Request request, long now);

  /**
   * An answer came.
   *
   * @param rttMillis -1 if the question had been repeated
   */
  void answered(Request request, NodeId id, int rttMillis, KrpcMessage message, long now);

  /** No answer came in time. */
  void failed(Request request, long now);

  /** An answer came under another id than the node was known by. */
  void mismatch(Request request, NodeId claimed, long now);

  /** An answer that nobody asked for, or from elsewhere than the question was sent to. */
  void stray(Endpoint from);
}
