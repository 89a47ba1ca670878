package io.waggle.kademliadht.rpc;

import io.waggle.kademliadht.krpc.Endpoint;

/** Where datagrams leave. */
@FunctionalInterface
public interface PacketSink {

  /**
   * Sends or drops.
   *
   * @param socketTag which of the node's sockets, as given to {@code datagram}
   * @param to whither; the same object as the sender's if this is an answer
   * @param buffer valid during the call only
   */
  void send(int socketTag, Endpoint to, byte[] buffer, int offset, int length);
}
