package io.waggle.api.dht;

import io.waggle.api.net.PeerAddress;

/**
 * A node of the DHT.
 *
 * @param id its id
 * @param address where it is
 */
public record DhtPeerNode(NodeId id, PeerAddress address) {}
