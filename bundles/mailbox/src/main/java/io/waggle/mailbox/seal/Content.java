package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.mailbox.record.RecipientId;
import java.util.Optional;

/**
 * What is inside a mail.
 *
 * @param message RFC 5322, if it is here and not in pieces
 * @param manifest of the pieces of a long one
 * @param grant the sender's private box
 * @param receiptWanted whether the sender asks to be told that it was read
 * @param receiptFor a mail of the recipient's that was read
 * @param successor who took the sender's place
 */
public record Content(
    Optional<ByteString> message,
    Optional<Manifest> manifest,
    Optional<Grant> grant,
    boolean receiptWanted,
    Optional<MailId> receiptFor,
    Optional<RecipientId> successor) {

  /** A message. */
  public static Content of(ByteString message, Optional<Grant> grant, boolean receiptWanted) {
    return new Content(
        Optional.of(message),
        Optional.empty(),
        grant,
        receiptWanted,
        Optional.empty(),
        Optional.empty());
  }

  /** A long message in pieces. */
  public static Content of(Manifest manifest, Optional<Grant> grant, boolean receiptWanted) {
    return new Content(
        Optional.empty(),
        Optional.of(manifest),
        grant,
        receiptWanted,
        Optional.empty(),
        Optional.empty());
  }

  /** The news that a mail was read. */
  public static Content receipt(MailId mail, Optional<Grant> grant) {
    return new Content(
        Optional.empty(), Optional.empty(), grant, false, Optional.of(mail), Optional.empty());
  }
}
