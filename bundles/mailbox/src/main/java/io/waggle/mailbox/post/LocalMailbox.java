package io.waggle.mailbox.post;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.Contact;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.MailListener;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.mail.MailboxReport;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.mail.Standing;
import io.waggle.mailbox.contacts.ContactCard;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.inbox.InboxEntry;
import io.waggle.mailbox.mime.MimeFormat;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.outbox.OutboxEntry;
import io.waggle.mailbox.seal.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The service over a {@link PostOffice}: each call is a step of its strand. */
public final class LocalMailbox implements Mailbox {

  private final MimeFormat format = new MimeFormat();
  private final PostOffice office;
  private final Listeners listeners;
  private final Strand strand;

  /**
   * Over an office.
   *
   * @param listeners those that the office tells of its events
   */
  public LocalMailbox(PostOffice office, Listeners listeners) {
    this.office = office;
    this.listeners = listeners;
    this.strand = office.environment.strand();
  }

  @Override
  public String name() {
    return office.settings.name();
  }

  @Override
  public MailboxReport report() {
    synchronized (strand) {
      List<OutboxEntry> out = visible();
      List<InboxEntry> in = office.inbox.all();
      boolean online = office.online();
      return new MailboxReport(
          name(),
          online,
          online ? "" : "there is no network; mail is kept and goes out when there is",
          office.lastPoll(),
          (int) out.stream().filter(e -> !e.state().isFinal()).count(),
          (int) out.stream().filter(e -> e.state() == MailState.STORED).count(),
          in.size(),
          (int) in.stream().filter(e -> !e.mail().read()).count());
    }
  }

  @Override
  public List<MailIdentity> identities() {
    synchronized (strand) {
      return office.identities.all().stream().map(LocalMailbox::view).toList();
    }
  }

  private static MailIdentity view(Identity i) {
    return new MailIdentity(i.address(), i.label(), i.created(), i.published());
  }

  @Override
  public MailIdentity create(String label) throws IOException, MailException {
    synchronized (strand) {
      return view(office.welcome(office.identities.create(label, office.now())));
    }
  }

  @Override
  public MailIdentity restore(String label, String secret) throws IOException, MailException {
    synchronized (strand) {
      return view(office.welcome(office.identities.restore(label, secret, office.now())));
    }
  }

  @Override
  public String backup(Address identity) throws MailException {
    synchronized (strand) {
      return office.identities.require(identity).secret();
    }
  }

  @Override
  public List<MailStatus> send(OutgoingMail mail) throws IOException, MailException {
    synchronized (strand) {
      office.identities.require(mail.from());
      if (mail.message().length() == 0 || mail.message().length() > Manifest.LONGEST) {
        throw new MailException(
            "a message has 1 byte to 32 MiB, not " + mail.message().length() + " bytes");
      }
      for (Address to : mail.to()) {
        if (standing(mail.from(), to) == Standing.BLOCKED) {
          throw new MailException(to + " is blocked; accept it to write to it");
        }
      }
      String subject = format.subject(mail.message());
      return office
          .post(mail.from(), mail.to(), subject, mail.message(), mail.receipt(), Optional.empty())
          .stream()
          .map(OutboxEntry::view)
          .toList();
    }
  }

  private Standing standing(Address owner, Address peer) {
    return office.book.getOrFresh(owner, peer).contact().standing();
  }

  private List<OutboxEntry> visible() {
    return office.outbox.all().stream().filter(e -> e.draft().receiptFor().isEmpty()).toList();
  }

  @Override
  public List<MailStatus> outbox() {
    synchronized (strand) {
      return visible().stream().map(OutboxEntry::view).toList();
    }
  }

  @Override
  public Optional<MailStatus> status(MailId id) {
    synchronized (strand) {
      return office.outbox.get(id).map(OutboxEntry::view);
    }
  }

  @Override
  public Optional<ByteString> sent(MailId id) throws IOException {
    synchronized (strand) {
      return office.outbox.message(id);
    }
  }

  @Override
  public boolean recall(MailId id) throws IOException {
    synchronized (strand) {
      Optional<OutboxEntry> entry = office.outbox.get(id);
      return office.outbox.recall(
          id, out -> office.deleteFromNodes(out, entry.orElseThrow().draft().proof()));
    }
  }

  @Override
  public List<ReceivedMail> inbox() {
    synchronized (strand) {
      return office.inbox.all().stream().map(InboxEntry::mail).toList();
    }
  }

  @Override
  public Optional<ByteString> read(MailId id) throws IOException {
    synchronized (strand) {
      return office.inbox.message(id);
    }
  }

  @Override
  public boolean markRead(MailId id) throws IOException {
    synchronized (strand) {
      boolean changed = office.inbox.markRead(id);
      Optional<ReceivedMail> mail = office.inbox.get(id).map(InboxEntry::mail);
      if (changed && mail.isPresent() && wantsReceipt(mail.get())) {
        office.post(
            mail.get().to(),
            List.of(mail.get().from()),
            "",
            ByteString.EMPTY,
            false,
            Optional.of(id));
      }
      return changed;
    }
  }

  /** A stranger learns nothing. */
  private boolean wantsReceipt(ReceivedMail mail) {
    return mail.receiptWanted() && standing(mail.to(), mail.from()) == Standing.ACCEPTED;
  }

  @Override
  public boolean delete(MailId id) throws IOException {
    synchronized (strand) {
      return office.inbox.remove(id) || office.outbox.remove(id);
    }
  }

  @Override
  public List<Contact> contacts() {
    synchronized (strand) {
      return office.book.all().stream().map(ContactCard::contact).toList();
    }
  }

  @Override
  public Contact accept(Address identity, Address peer, String name)
      throws IOException, MailException {
    synchronized (strand) {
      office.identities.require(identity);
      return put(office.book.getOrFresh(identity, peer).standing(name, Standing.ACCEPTED));
    }
  }

  @Override
  public Contact block(Address identity, Address peer) throws IOException, MailException {
    synchronized (strand) {
      office.identities.require(identity);
      ContactCard card = office.book.getOrFresh(identity, peer);
      if (card.contact().standing() == Standing.ACCEPTED) {
        office.moveBox(identity);
      }
      return put(card.standing(card.contact().name(), Standing.BLOCKED));
    }
  }

  private Contact put(ContactCard card) throws IOException {
    office.book.put(card);
    return card.contact();
  }

  @Override
  public CompletionStage<Integer> poll() {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    strand.execute(
        () ->
            office
                .poll()
                .whenComplete(
                    (count, error) -> {
                      if (error == null) {
                        result.complete(count);
                      } else {
                        result.completeExceptionally(error);
                      }
                    }));
    return result;
  }

  @Override
  public Registration listen(MailListener listener) {
    return listeners.add(listener);
  }
}
