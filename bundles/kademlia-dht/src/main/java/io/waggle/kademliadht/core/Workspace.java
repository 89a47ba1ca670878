package io.waggle.kademliadht.core;

import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.table.Nearest;

/**
 * The scratch of a node. All nodes that one thread drives may share one: nothing in it outlives a
 * call.
 */
public final class Workspace {

  final KrpcMessage message = new KrpcMessage();
  final KrpcWriter writer = new KrpcWriter();
  final Nearest nearest = new Nearest();
}
