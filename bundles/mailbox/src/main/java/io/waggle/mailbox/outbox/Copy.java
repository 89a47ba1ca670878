package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.mail.MailCopy;
import java.time.Instant;

/**
 * A holder that has signed for a record.
 *
 * @param node which
 * @param nodeKey what it signs with, 32 bytes
 * @param since when
 * @param held whether it had it when last asked
 */
public record Copy(DhtPeerNode node, ByteString nodeKey, Instant since, boolean held) {

  Copy held(boolean now) {
    return new Copy(node, nodeKey, since, now);
  }

  MailCopy view() {
    return new MailCopy(node.address(), nodeKey.toString().substring(0, 16), since, held);
  }
}
