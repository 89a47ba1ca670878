package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import java.time.Instant;
import java.util.Optional;

/**
 * What never changes of a mail to one recipient.
 *
 * @param id random
 * @param from one of ours
 * @param to the recipient
 * @param subject of its header
 * @param size of the message in bytes
 * @param receiptWanted whether the recipient is asked to say that it was read
 * @param receiptFor if this only tells that a mail was read: which
 * @param proof what proves delivery (DA), 32 bytes
 * @param created when it was handed in
 * @param expires when it is given up
 */
public record Draft(
    MailId id,
    Address from,
    Address to,
    String subject,
    long size,
    boolean receiptWanted,
    Optional<MailId> receiptFor,
    ByteString proof,
    Instant created,
    Instant expires) {

  /** Without the proof. */
  @Override
  public String toString() {
    return id.brief() + " to " + to.brief();
  }
}
