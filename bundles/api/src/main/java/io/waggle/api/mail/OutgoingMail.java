package io.waggle.api.mail;

import io.waggle.api.dht.ByteString;
import java.util.List;

/**
 * A mail to be sent.
 *
 * @param from an identity of the mailbox
 * @param to 1 to {@value #MOST_RECIPIENTS} recipients, each of whom gets a sealed record of its own
 * @param message RFC 5322 with MIME, as it is to arrive, byte for byte
 * @param receipt whether the recipient is asked to say that it was read
 */
public record OutgoingMail(Address from, List<Address> to, ByteString message, boolean receipt) {

  /** How many may be named. */
  public static final int MOST_RECIPIENTS = 50;

  /** Keeps its own copy and checks how many there are. */
  public OutgoingMail {
    to = to.stream().distinct().toList();
    if (to.isEmpty() || to.size() > MOST_RECIPIENTS) {
      throw new IllegalArgumentException("a mail has 1 to 50 recipients, not " + to.size());
    }
  }
}
