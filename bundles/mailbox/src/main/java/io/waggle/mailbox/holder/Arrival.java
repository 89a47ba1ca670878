package io.waggle.mailbox.holder;

import io.waggle.api.net.AddressGroup;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.wire.MailQuery;

/**
 * A query as it has come.
 *
 * @param query what is asked
 * @param from where from
 * @param tokenGood whether it shows that it can be reached there
 * @param seconds wall clock
 * @param nanos of a counter
 */
record Arrival(MailQuery query, PeerAddress from, boolean tokenGood, long seconds, long nanos) {

  AddressGroup source() {
    return AddressGroup.of(from.host());
  }

  boolean local() {
    return from.host().isLoopbackAddress()
        || from.host().isSiteLocalAddress()
        || from.host().isLinkLocalAddress();
  }
}
