package io.waggle.mailbox.net;

import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.net.AddressGroup;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.wire.MailReply;
import java.net.InetAddress;

/**
 * A node that keeps mail.
 *
 * @param node where it is
 * @param info what it says of itself
 */
public record Holder(DhtPeerNode node, MailReply.Info info) {

  /**
   * Of holders in one neighbourhood one is enough, since one owner may have all of it. A network of
   * private addresses is one's own, and all of it one neighbourhood; there each machine counts.
   */
  Object neighbourhood() {
    return neighbourhood(node.address());
  }

  /** The neighbourhood of a holder at an address. */
  public static Object neighbourhood(PeerAddress address) {
    InetAddress host = address.host();
    boolean own =
        host.isSiteLocalAddress() || host.isLinkLocalAddress() || host.isLoopbackAddress();
    return own ? address : AddressGroup.of(host);
  }
}
