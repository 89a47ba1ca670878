package io.waggle.mailbox.post;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.mail.Standing;
import io.waggle.mailbox.contacts.AddressBook;
import io.waggle.mailbox.contacts.ContactCard;
import io.waggle.mailbox.inbox.Arrival;
import io.waggle.mailbox.inbox.InboxEntry;
import io.waggle.mailbox.inbox.InboxStore;
import io.waggle.mailbox.inbox.Trace;
import io.waggle.mailbox.mime.MimeFormat;
import io.waggle.mailbox.seal.MailBody;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes what was opened into the inbox: once, and not from the blocked. What it learns of the
 * contact is kept as well, before anything is deleted from the nodes.
 */
final class Reception {

  private final InboxStore store;
  private final AddressBook book;
  private final MimeFormat format;
  private final Supplier<Instant> clock;
  private final Consumer<InboxEntry> news;
  private final ReadReceipts receipts;

  /** Hears that a mail of ours was read. */
  interface ReadReceipts {
    void read(MailId mail, Address by);
  }

  Reception(
      InboxStore store,
      AddressBook book,
      MimeFormat format,
      Supplier<Instant> clock,
      Consumer<InboxEntry> news,
      ReadReceipts receipts) {
    this.store = store;
    this.book = book;
    this.format = format;
    this.clock = clock;
    this.news = news;
    this.receipts = receipts;
  }

  /**
   * Makes it durable.
   *
   * @param sender who signed
   * @param message whole, from the record or its pieces; empty if there is none
   * @return whether it may be deleted from the nodes
   */
  boolean take(Arrival arrival, Address sender, ByteString message) throws IOException {
    MailBody body = arrival.body();
    Address owner = arrival.to().address();
    if (store.isKnown(body.id())) {
      store.alias(arrival.trace());
      return true;
    }
    if (isBlocked(arrival, sender)) {
      drop(arrival);
      return false;
    }
    ContactCard card = book.getOrFresh(owner, sender);
    // Before the mail: who is stopped in between takes it again, and would not look at a known one.
    book.put(card.heard(body.sent(), body.content().grant(), body.replyKey(), arrival.keyName()));
    keep(arrival, sender, message);
    return true;
  }

  boolean isBlocked(Arrival arrival, Address sender) {
    return book.getOrFresh(arrival.to().address(), sender).contact().standing() == Standing.BLOCKED;
  }

  /** Remembers one that is not wanted; its sender is not told that it was taken. */
  void drop(Arrival arrival) throws IOException {
    Trace trace = arrival.trace();
    store.addGone(
        arrival.body().id(),
        new Trace(trace.name(), trace.box(), ByteString.EMPTY, trace.expires()));
  }

  private void keep(Arrival arrival, Address sender, ByteString message) throws IOException {
    MailBody body = arrival.body();
    if (body.content().receiptFor().isPresent()) {
      receipts.read(body.content().receiptFor().get(), sender);
      store.addGone(body.id(), arrival.trace());
      return;
    }
    ReceivedMail mail =
        new ReceivedMail(
            body.id(),
            sender,
            arrival.to().address(),
            format.subject(message),
            message.length(),
            body.sent(),
            clock.get(),
            false,
            body.content().receiptWanted());
    InboxEntry entry = new InboxEntry(mail, arrival.trace());
    store.add(entry, message);
    news.accept(entry);
  }
}
