package io.waggle.kademliadht.table;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;

/**
 * A node as it is remembered.
 *
 * @param id its id
 * @param endpoint its address
 * @param firstSeenAge seconds since it was first heard of
 * @param lastOkAge seconds since it last answered us; negative if it never did
 * @param rttMillis its round trip, 0 if not known
 * @param live whether it is in a bucket rather than waiting
 * @param fails questions in a row without answer
 */
public record Contact(
    NodeId id,
    Endpoint endpoint,
    int firstSeenAge,
    int lastOkAge,
    int rttMillis,
    boolean live,
    int fails) {

  /** A node that answered at this moment. */
  public static Contact fresh(NodeId id, Endpoint endpoint) {
    return new Contact(id, endpoint, 0, 0, 0, true, 0);
  }
}
