package io.waggle.kademliadht.lookup;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;

/**
 * A node.
 *
 * @param id its id
 * @param endpoint its address
 */
public record Found(NodeId id, Endpoint endpoint) {}
