package io.waggle.api.dht;

import io.waggle.api.net.PeerAddress;
import java.util.List;
import java.util.SortedMap;

/**
 * What a node says of itself.
 *
 * @param state how far it is
 * @param reason for a person, why it is not READY or not configured as it should be; else empty
 * @param locals its ids and the sockets they stand at
 * @param seenAs how others see us, where they agree
 * @param live nodes in the tables
 * @param waiting nodes that wait for a place
 * @param networkSize estimated nodes of the network, 0 if not known
 * @param figures everything that is counted
 */
public record DhtStatus(
    DhtState state,
    String reason,
    List<DhtPeerNode> locals,
    List<PeerAddress> seenAs,
    int live,
    int waiting,
    long networkSize,
    SortedMap<String, Long> figures) {

  /** Keeps its own copies. */
  public DhtStatus {
    locals = List.copyOf(locals);
    seenAs = List.copyOf(seenAs);
  }
}
