package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtService;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * What a holder needs of the machine.
 *
 * @param crypto hashes, signatures and stamps
 * @param clock the time
 * @param executor where the disk is read and written; may be shared by many holders
 * @param dht the node it stands on
 * @param metrics where it counts
 * @param mailboxes those on this node, which take {@code mb_new}: they are told of all that comes
 */
public record HolderSite(
    Crypto crypto,
    WaggleClock clock,
    ScheduledExecutorService executor,
    DhtService dht,
    Metrics metrics,
    Supplier<List<DhtQueryHandler>> mailboxes) {

  /** Of a node without mailboxes, or with some that look for themselves. */
  public HolderSite(
      Crypto crypto,
      WaggleClock clock,
      ScheduledExecutorService executor,
      DhtService dht,
      Metrics metrics) {
    this(crypto, clock, executor, dht, metrics, List::of);
  }
}
