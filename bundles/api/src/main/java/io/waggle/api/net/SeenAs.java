package io.waggle.api.net;

/**
 * How one server or node sees us.
 *
 * @param observer who
 * @param us our address and port as packets of ours arrive there
 */
public record SeenAs(PeerAddress observer, PeerAddress us) {}
