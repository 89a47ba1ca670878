package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtService;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a holder needs of the machine.
 *
 * @param crypto hashes, signatures and stamps
 * @param clock the time
 * @param executor where the disk is read and written; may be shared by many holders
 * @param dht the node it stands on
 * @param metrics where it counts
 */
public record HolderSite(
    Crypto crypto,
    WaggleClock clock,
    ScheduledExecutorService executor,
    DhtService dht,
    Metrics metrics) {}
