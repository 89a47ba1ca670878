package io.waggle.mailbox.outbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Holders;
import io.waggle.mailbox.net.StampOffice;
import io.waggle.mailbox.wire.Overlay;
import java.util.function.Consumer;

/**
 * What attempts and checks work with.
 *
 * @param keeper makes an entry durable and tells of it
 */
record OutboxSite(
    Asker asker,
    Crypto crypto,
    Overlay overlay,
    Holders holders,
    StampOffice stamps,
    OutboxStore store,
    Router router,
    Wrapper wrapper,
    DirectPath direct,
    Consumer<OutboxEntry> keeper) {

  void keep(OutboxEntry entry) {
    keeper.accept(entry);
  }
}
