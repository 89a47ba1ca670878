package io.waggle.api.dht;

/**
 * A query for a {@link DhtQueryHandler}.
 *
 * @param dht the name of the node that was asked
 * @param method what is wanted
 * @param from who asks, as claimed by its id; its address is that of the datagram
 * @param arguments the body, the id included
 * @param tokenGood whether {@code token} or {@code tok} is one that this node gave the asker,
 *     either for the {@code target} or {@code m} of the query or for its address alone
 */
public record DhtQuery(
    String dht, String method, DhtPeerNode from, DhtArguments arguments, boolean tokenGood) {}
