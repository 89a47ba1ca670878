package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.NodeId;
import io.waggle.api.metrics.Metrics;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.MailNetwork;
import io.waggle.mailbox.wire.Overlay;

/**
 * What repairs work with.
 *
 * @param holder whose records are looked after
 * @param neighbourhood which boxes it is near to
 * @param asker asks the others, on the strand of the repairs
 * @param crypto checks their receipts
 * @param overlay of the holder
 * @param metrics where repairs are counted
 */
record RepairTools(
    MailHolder holder,
    Neighbourhood neighbourhood,
    Asker asker,
    Crypto crypto,
    Overlay overlay,
    Metrics metrics) {

  /** Whether we are among those whom everybody asks for a box. */
  boolean near(NodeId box) {
    return neighbourhood.near(box, MailNetwork.WIDTH);
  }

  long seconds() {
    return asker.strand().now().getEpochSecond();
  }
}
