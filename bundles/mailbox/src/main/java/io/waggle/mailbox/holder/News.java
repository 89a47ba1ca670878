package io.waggle.mailbox.holder;

import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.wire.MailQuery;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Tells of new records: whoever wants to hear of their box, and the mailboxes of this node, of
 * every box.
 *
 * @param subscriptions who wants to hear of what
 * @param push tells a subscriber; must not block
 * @param here tells the mailboxes of this node; must not block
 */
record News(
    Subscriptions subscriptions,
    BiConsumer<PeerAddress, MailQuery.Fresh> push,
    Consumer<MailQuery.Fresh> here) {

  boolean subscribe(NodeId box, PeerAddress who, long until, long nanos) {
    return subscriptions.add(box, who, until, nanos);
  }

  void tell(MailQuery.Fresh fresh, long nanos) {
    here.accept(fresh);
    subscriptions.of(fresh.box(), nanos).forEach(who -> push.accept(who, fresh));
  }

  int subscribers() {
    return subscriptions.size();
  }
}
