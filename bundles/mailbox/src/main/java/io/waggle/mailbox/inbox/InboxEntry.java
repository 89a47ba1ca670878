package io.waggle.mailbox.inbox;

import io.waggle.api.mail.ReceivedMail;

/**
 * A mail of the inbox.
 *
 * @param mail as others see it
 * @param trace the record it came in
 */
public record InboxEntry(ReceivedMail mail, Trace trace) {

  InboxEntry asRead() {
    ReceivedMail m = mail;
    return new InboxEntry(
        new ReceivedMail(
            m.id(),
            m.from(),
            m.to(),
            m.subject(),
            m.size(),
            m.sent(),
            m.received(),
            true,
            m.receiptWanted()),
        trace);
  }
}
