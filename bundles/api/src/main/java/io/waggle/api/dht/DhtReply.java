package io.waggle.api.dht;

/**
 * The answer to a query of one's own.
 *
 * @param from who answered
 * @param values the body
 */
public record DhtReply(DhtPeerNode from, DhtArguments values) {}
