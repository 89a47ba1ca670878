package io.waggle.api.dht;

import java.time.Duration;
import java.util.Optional;

/**
 * A node in the routing table.
 *
 * @param node which
 * @param local our id in whose table it is
 * @param bucket how many leading bits both share
 * @param live whether it has a place rather than waits for one
 * @param known since when it is known
 * @param answered how long ago it last answered us or, having answered before, asked us
 * @param rttMillis its round trip; 0 if not known
 * @param fails questions in a row that it did not answer
 */
public record DhtContact(
    DhtPeerNode node,
    NodeId local,
    int bucket,
    boolean live,
    Duration known,
    Optional<Duration> answered,
    int rttMillis,
    int fails) {}
