package io.waggle.kademliadht.core;

import io.waggle.kademliadht.rpc.PacketSink;

/** Where a node's datagrams and news go. Called inside {@link DhtNode}'s methods only. */
public interface Output extends PacketSink {

  /** Something happened. */
  void event(DhtEvent event);
}
