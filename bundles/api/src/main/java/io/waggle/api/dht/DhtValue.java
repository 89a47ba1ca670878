package io.waggle.api.dht;

import java.util.Optional;

/** Something that a DHT keeps for us, to be stored again before it is dropped. */
public sealed interface DhtValue {

  /**
   * That we are a peer of a topic.
   *
   * @param port ours; empty if it is the one our datagrams come from
   */
  record Peer(NodeId infoHash, Optional<Integer> port) implements DhtValue {}

  /**
   * An immutable item (BEP 44).
   *
   * @param value bencoded, at most 1000 bytes
   */
  record Immutable(ByteString value) implements DhtValue {}

  /** A mutable item (BEP 44), signed already. */
  record Mutable(DhtMutableItem item) implements DhtValue {}
}
