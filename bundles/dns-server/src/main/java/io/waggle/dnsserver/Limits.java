package io.waggle.dnsserver;

/**
 * How much a {@link PeerStore} holds.
 *
 * @param entries in all, at least 1
 * @param perName at least 1
 * @param perSource of one source address; 0 for no limit
 * @param lifeNanos how long an entry lives without a refresh; {@link Long#MAX_VALUE} for ever
 */
record Limits(int entries, int perName, int perSource, long lifeNanos) {}
